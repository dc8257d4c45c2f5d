import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {writeTorch} from "../../kernels/exchange/torch/write.ts";
import {networkOf} from "./networks.ts";

/** Debian's own python has Debian's torch, whatever else is called python3. */
const interpreters = ["/usr/bin/python3", "python3"];

const runner = `
import importlib.util, json, sys, time
import torch
file, shape, threads, rounds = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
spec = importlib.util.spec_from_file_location("network", file)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
network = module.Network().eval()
x = torch.rand(shape)
times = []
with torch.no_grad():
    for i in range(rounds + 5):
        began = time.perf_counter()
        network(x)
        times.append(1000 * (time.perf_counter() - began))
print(json.dumps(times[5:]))
`;

/** Milliseconds of passes through the network as our writer gives it to PyTorch; undefined where there is no torch. */
export function torchTimes(name: string, threads: number, rounds: number): number[] | undefined {
  const network = networkOf(name);
  const folder = mkdtempSync(path.join(tmpdir(), "subband-bench-"));
  try {
    writeFileSync(path.join(folder, "network.py"), writeTorch(network));
    writeFileSync(path.join(folder, "run.py"), runner);
    const shape = JSON.stringify([1, ...network.inputs[0].shape]);
    for (const python of interpreters) {
      const args = [path.join(folder, "run.py"), path.join(folder, "network.py"), shape, `${threads}`, `${rounds}`];
      const {status, stdout} = spawnSync(python, args, {encoding: "utf8"});
      if (status === 0) return JSON.parse(stdout) as number[];
    }
    return undefined;
  } finally {
    rmSync(folder, {recursive: true});
  }
}
