import type {Dtype} from "../safetensors/dtype.ts";

/** What torch calls its storages, and the dtype of their elements. */
export const storageDtypes: ReadonlyMap<string, Dtype> = new Map([
  ["FloatStorage", "F32"],
  ["DoubleStorage", "F64"],
  ["HalfStorage", "F16"],
  ["BFloat16Storage", "BF16"],
  ["LongStorage", "I64"],
  ["IntStorage", "I32"],
  ["ShortStorage", "I16"],
  ["CharStorage", "I8"],
  ["ByteStorage", "U8"],
  ["BoolStorage", "BOOL"]
]);

/** A stretch of elements in the file, by the name of its entry. */
export interface Storage {
  readonly dtype: Dtype;
  readonly key: string;
  readonly length: number;
}

/** A view of a storage: sizes and strides in elements. Checked to lie inside it; nothing is read yet. */
export class StoredTensor {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}
