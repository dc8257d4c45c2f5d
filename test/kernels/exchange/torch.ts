import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {writeSafetensors} from "../../../kernels/exchange/safetensors/write.ts";
import {writeTorch} from "../../../kernels/exchange/torch/write.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import type {Weights} from "../../../kernels/graph/weights.ts";

const python = process.env.SUBBAND_PYTHON ?? "/usr/bin/python3";

/** Whether a Python with torch is here. */
export const hasTorch = (() => {
  try {
    execFileSync(python, ["-c", "import torch"], {stdio: "ignore"});
    return true;
  } catch {
    return false;
  }
})();

const runner = `
import importlib.util, json, struct, sys
import torch
torch.set_num_threads(1)

def read(file):
    data = open(file, "rb").read()
    n, = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + n])
    header.pop("__metadata__")
    kinds = {"F32": torch.float32, "I64": torch.int64}
    state = {}
    for key, entry in header.items():
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(bytearray(data[8 + n + begin:8 + n + end]), dtype=kinds[entry["dtype"]])
        state[key] = flat.reshape(entry["shape"])
    return state

folder, count = sys.argv[1], int(sys.argv[2])
for i in range(count):
    spec = importlib.util.spec_from_file_location(f"model{i}", f"{folder}/{i}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    model = module.Network()
    model.load_state_dict(read(f"{folder}/{i}.safetensors"), strict=True)
    model.eval()
    shape = json.load(open(f"{folder}/{i}.json"))
    x = torch.frombuffer(bytearray(open(f"{folder}/{i}.input", "rb").read()), dtype=torch.float32).reshape(shape)
    with torch.no_grad():
        y = model(x)
    open(f"{folder}/{i}.output", "wb").write(y.contiguous().numpy().tobytes())
    json.dump(list(y.shape), open(f"{folder}/{i}.shape", "w"))
`;

export interface TorchCase {
  readonly network: Network;
  readonly weights: Weights;
  readonly input: Float32Array;
  readonly batch: number;
}

/**
 * Writes each network as Python source and safetensors, loads them strictly in torch in one process, and returns what it
 * computes in evaluation mode.
 */
export function runTorch(cases: readonly TorchCase[]): {shape: number[]; values: Float32Array}[] {
  const folder = mkdtempSync(path.join(tmpdir(), "subband-torch-"));
  try {
    writeFileSync(path.join(folder, "run.py"), runner);
    for (const [i, {network, weights, input, batch}] of cases.entries()) {
      const file = (extension: string) => path.join(folder, `${i}.${extension}`);
      writeFileSync(file("py"), writeTorch(network));
      writeFileSync(file("safetensors"), writeSafetensors(weights));
      writeFileSync(file("input"), new Uint8Array(input.buffer));
      writeFileSync(file("json"), JSON.stringify([batch, ...network.inputs[0].shape]));
    }
    execFileSync(python, [path.join(folder, "run.py"), folder, String(cases.length)], {
      stdio: ["ignore", "pipe", "pipe"]
    });
    return cases.map((_, i) => {
      const bytes = readFileSync(path.join(folder, `${i}.output`));
      return {
        shape: JSON.parse(readFileSync(path.join(folder, `${i}.shape`), "utf8")) as number[],
        values: new Float32Array(new Uint8Array(bytes).buffer)
      };
    });
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
