import type {Scalar} from "@tensorflow/tfjs-core";
import type {BackendName} from "../../kernels/tensors/backend.ts";

/** One of the two networks that are compared, ready to take steps. */
export interface Variant {
  readonly device: string;
  /** Forward, backward, Adam; the loss before the update. Issues the work without waiting for it. */
  step(): Scalar;
}

export type MakeVariant = (backend: BackendName, wasmPath: string, batch: number) => Promise<Variant>;
