import {profile, tensor, tidy, transpose, type Tensor} from "@tensorflow/tfjs-core";
import type {Network} from "../../kernels/graph/network.ts";
import type {BackendChoice} from "../../kernels/tensors/backend.ts";
import {execute} from "../../kernels/tensors/execute.ts";
import {loadParameters} from "../../kernels/tensors/weights.ts";
import {channelsLast} from "../../test/reference/layout.ts";
import type {Engine} from "./engine.ts";
import {benchInput, benchWeights} from "./input.ts";

/** Our own execution on the backend that was started. */
export function ours(network: Network, {backend, device}: BackendChoice): Engine {
  const parameters = loadParameters(network, benchWeights(network));
  const [c, h, w] = network.inputs[0].shape;
  const x = tensor(channelsLast(benchInput(network), 1, [c, h, w]), [1, h, w, c], "float32");
  const pass = () => tidy(() => channelsFirst(execute(network, parameters, x).outputs[0]));
  return {
    device: `ours, ${backend} (${device})`,
    async run() {
      const output = pass();
      const values = (await output.data()) as Float32Array;
      output.dispose();
      return Float32Array.from(values);
    },
    async profile() {
      const totals = new Map<string, {name: string; milliseconds: number; calls: number}>();
      for (const {name, kernelTimeMs} of (await profile(pass)).kernels) {
        const total = totals.get(name) ?? {name, milliseconds: 0, calls: 0};
        const time = await kernelTimeMs;
        total.milliseconds += typeof time === "number" ? time : 0;
        total.calls += 1;
        totals.set(name, total);
      }
      return [...totals.values()].sort((a, b) => b.milliseconds - a.milliseconds);
    }
  };
}

/** Maps as the other engines give them. */
function channelsFirst(output: Tensor): Tensor {
  return output.rank === 4 ? transpose(output, [0, 3, 1, 2]) : output;
}
