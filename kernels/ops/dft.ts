import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {OnnxEmitter, Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";

/**
 * The real part of the 2-D discrete Fourier transform over height and width, with 1/√(HW):
 * (cosᵧ·x·cosₓ − sinᵧ·x·sinₓ)/√(HW). Two small matrix products a term; it is its own adjoint.
 */
export const dftOp: Op<object, "dft"> = {
  name: "dft",
  options: (raw) => known(raw, "dft", []),
  shape: (inputs) => featureMap(inputs, "dft"),
  parameters: () => [],
  macs: ({output}) => 2 * size(output) * (output[1] + output[2]),
  memory: writesOutput,
  field: everyPosition,
  onnx(emit, [x], {output: [, height, width]}) {
    const term = (wave: Wave) => {
      const [rows] = emit.node("MatMul", [waveMatrix(emit, height, wave), x]);
      return emit.node("MatMul", [rows, waveMatrix(emit, width, wave)])[0];
    };
    return emit.node("Sub", [term("cos"), term("sin")])[0];
  },
  torch: ([x]) => ({forward: `torch.fft.fft2(${x}, norm="ortho").real`})
};

type Wave = "cos" | "sin";

/** The symmetric n×n matrix cos or sin(2πuv/n)/√n, row by row, in float32. */
export function fourierMatrix(n: number, wave: Wave): Float32Array {
  return Float32Array.from(
    {length: n * n},
    (_, i) => Math[wave]((2 * Math.PI * ((Math.floor(i / n) * (i % n)) % n)) / n) / Math.sqrt(n)
  );
}

function waveMatrix(emit: OnnxEmitter, n: number, wave: Wave): string {
  return emit.floats(fourierMatrix(n, wave), [n, n]);
}

/** Real part of the orthonormal DFT over height and width; the shape stays. */
export function dft(x: Value, options: Named = {}): Value {
  return apply(dftOp, [x], options);
}
