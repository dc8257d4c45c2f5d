/** What a file can be refused for. */
export type ExchangeFault =
  | "truncated"
  | "header-size"
  | "header-encoding"
  | "header-syntax"
  | "duplicate-key"
  | "metadata"
  | "too-many-tensors"
  | "name"
  | "entry"
  | "dtype"
  | "shape"
  | "offsets"
  | "hole"
  | "overlap"
  | "trailing"
  | "key"
  | "missing"
  | "left-over"
  | "mismatch"
  | "value"
  | "format"
  | "archive"
  | "compressed"
  | "checksum"
  | "pickle"
  | "global"
  | "budget"
  | "storage"
  | "view"
  | "state-dict";

/** A file, or a set of weights, that cannot be taken. `fault` names the reason for programs, the message for people. */
export class ExchangeError extends Error {
  override name = "ExchangeError";
  readonly fault: ExchangeFault;
  constructor(fault: ExchangeFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
