import {spawn} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {createInterface} from "node:readline";
import {writeSafetensors} from "../../kernels/exchange/safetensors/write.ts";
import {writeTorch} from "../../kernels/exchange/torch/write.ts";
import type {Network} from "../../kernels/graph/network.ts";
import type {Engine} from "./engine.ts";
import {benchInput, benchWeights} from "./input.ts";

/** Debian's own python has Debian's torch, whatever else is called python3. */
const python = process.env.SUBBAND_PYTHON ?? "/usr/bin/python3";

/** PyTorch on the network and the weights that our writers give, in a process of its own. Throws where there is no torch. */
export async function torch(network: Network, threads: number): Promise<Engine> {
  const folder = mkdtempSync(path.join(tmpdir(), "subband-bench-"));
  const at = (name: string) => path.join(folder, name);
  writeFileSync(at("network.py"), writeTorch(network));
  writeFileSync(at("network.safetensors"), writeSafetensors(benchWeights(network)));
  writeFileSync(at("input.f32"), benchInput(network));
  writeFileSync(at("input.json"), JSON.stringify([1, ...network.inputs[0].shape]));
  const child = spawn(python, ["bench/inference/torch_pass.py", folder, `${threads}`], {
    stdio: ["pipe", "pipe", "inherit"]
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => {
    const {value, done} = await lines.next();
    if (done) throw new Error(`${python} ended; it needs torch (apt-get install python3-torch)`);
    return value;
  };
  await line().finally(() => rmSync(folder, {recursive: true}));
  return {
    device: `PyTorch, ${threads} thread${threads > 1 ? "s" : ""}`,
    async run() {
      child.stdin.write("\n");
      return Float32Array.from(JSON.parse(await line()) as number[]);
    },
    close: () => void child.stdin.end()
  };
}
