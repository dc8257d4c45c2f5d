import {backend, getKernel, profile, setBackend, tensor1d, tensor4d, type Tensor} from "@tensorflow/tfjs-core";
import {version_core} from "@tensorflow/tfjs-core";
import {batchNorm} from "../../../../kernels/tensors/kernels/batchNorm.ts";
import {gelu} from "../../../../kernels/tensors/kernels/gelu.ts";
import {registerWebgpu} from "../../../../kernels/tensors/webgpu/register.ts";

export interface DispatchFacts {
  readonly version: string;
  /** Type of each private field of the backend that a dispatch reads or writes. */
  readonly fields: Record<string, string>;
  /** Pipelines compiled for a second map of another shape, but also in vectors. */
  readonly compiledAgain: number;
  /** Milliseconds of batch norm under `tf.profile`. */
  readonly time: number;
  /** Last value of a GELU with more workgroups than fit in one dimension. */
  readonly lastOfMany: number;
  /** Values written by a dispatch after the input had been read back and so cached. */
  readonly afterReading: number[];
}

const fields = [
  "commandEncoder",
  "computePassEncoder",
  "commandQueueOwnedIds",
  "dispatchCountInPass",
  "uniformPendingDisposal",
  "activeTimers",
  "supportTimestampQuery",
  "querySet",
  "querySetCount"
];

const sum = () => getKernel("Sum", "webgpu")!.kernelFunc;
const stockSum = sum();

/** Whether `Sum` is tfjs' own on hardware, on software, and on hardware again. */
export function stockByAdapter(): boolean[] {
  return [false, true, false].map((software) => {
    registerWebgpu({software});
    return sum() === stockSum;
  });
}

function typeOf(value: unknown): string {
  return typeof value === "object" && value !== null ? value.constructor.name : String(typeof value);
}

function norm(shape: [number, number, number, number]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const channels = tensor1d(new Float32Array(shape[3]).fill(1));
  return batchNorm(
    tensor4d(
      new Float32Array(size).map((_, i) => i % 7),
      shape
    ),
    channels,
    channels,
    1e-5
  )[0];
}

export async function dispatchFacts(pipelines: () => number): Promise<DispatchFacts> {
  await setBackend("webgpu");
  await norm([2, 4, 4, 8]).data();
  const before = pipelines();
  await norm([3, 5, 1, 12]).data();
  const compiledAgain = pipelines() - before;

  const {kernels} = await profile(() => norm([2, 4, 4, 8]));
  const timed = kernels.find(({name}) => name === "SubbandBatchNorm")!;
  const time = Number(await timed.kernelTimeMs);

  const many = gelu(tensor1d(new Float32Array(65535 * 64 + 65).fill(1)));
  const lastOfMany = (await many.data()).at(-1)!;

  const x = tensor1d([1, 2, 3]);
  const y = gelu(x);
  await y.data();
  const afterReading = [...(await gelu(y).data())];

  norm([2, 4, 4, 8]); // leaves a pass open
  const internals = backend() as unknown as Record<string, unknown>;
  return {
    version: version_core,
    fields: Object.fromEntries(fields.map((field) => [field, typeOf(internals[field])])),
    compiledAgain,
    time,
    lastOfMany,
    afterReading
  };
}
