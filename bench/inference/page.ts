import {chooseBackend, type BackendName} from "../../kernels/tensors/backend.ts";
import type {Engine} from "./engine.ts";
import {networkOf} from "./networks.ts";
import {ours} from "./ours.ts";

let engine: Engine | undefined;

/** What the process beside asks of the page. */
const bench = {
  async start(network: string, backend: BackendName): Promise<string> {
    const choice = await chooseBackend(backend, {wasmPath: {}});
    if (choice.backend !== backend) throw new Error(`${backend} does not start: ${choice.reason}`);
    engine = ours(networkOf(network), choice);
    return engine.device;
  },
  run: async () => [...(await engine!.run())],
  profile: () => engine!.profile!()
};

export type BenchPage = typeof bench;
Object.assign(globalThis, {bench});
