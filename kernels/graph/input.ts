import {NetworkError} from "./errors.ts";
import {integers, known} from "./options.ts";
import type {Op} from "./op.ts";
import type {Shape} from "./shape.ts";

/** What comes into a network: one sample of the given shape, without the batch. */
export const inputOp: Op<{readonly shape: Shape}, "input"> = {
  name: "input",
  options(raw) {
    const {shape} = known(raw, "input", ["shape"]);
    try {
      return {shape: Object.freeze(integers("input shape", shape))};
    } catch {
      const got = Array.isArray(shape) ? shape.join("×") : String(shape);
      throw new NetworkError(`invalid input shape: ${got}; expected positive integers such as [3, 32, 32]`);
    }
  },
  shape: (_, {shape}) => shape,
  parameters: () => [],
  macs: () => 0,
  memory: () => ({training: 0, inference: 0}),
  field: () => [],
  onnx: (_, inputs) => inputs[0],
  torch: (inputs) => ({forward: inputs[0]})
};
