/** Bytes of one element, for each dtype that is read. */
export const dtypeSizes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  F64: 8,
  I64: 8,
  U64: 8
} as const;

export type Dtype = keyof typeof dtypeSizes;

export function isDtype(value: unknown): value is Dtype {
  return typeof value === "string" && Object.hasOwn(dtypeSizes, value);
}

/** Little-endian elements as float32: exact for F16 and BF16, rounded for F64. */
export function toFloat32(dtype: "F32" | "F16" | "BF16" | "F64", bytes: Uint8Array): Float32Array {
  // every machine that runs this is little-endian, as the file is
  if (dtype === "F32") return new Float32Array(new Uint8Array(bytes).buffer); // a copy, also of a Node Buffer
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.byteLength / dtypeSizes[dtype]);
  const read = {
    F64: (i: number) => view.getFloat64(8 * i, true),
    F16: (i: number) => halfToNumber(view.getUint16(2 * i, true)),
    BF16: (i: number) => bfloatToNumber(view.getUint16(2 * i, true))
  }[dtype];
  for (let i = 0; i < values.length; ++i) values[i] = read(i);
  return values;
}

/** Integers of any width, and booleans, as int64. U64 beyond 2⁶³ wraps; state dicts hold none. */
export function toInt64(dtype: Exclude<Dtype, "F32" | "F16" | "BF16" | "F64">, bytes: Uint8Array): BigInt64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new BigInt64Array(bytes.byteLength / dtypeSizes[dtype]);
  const read = {
    BOOL: (i: number) => BigInt(view.getUint8(i)),
    U8: (i: number) => BigInt(view.getUint8(i)),
    I8: (i: number) => BigInt(view.getInt8(i)),
    I16: (i: number) => BigInt(view.getInt16(2 * i, true)),
    U16: (i: number) => BigInt(view.getUint16(2 * i, true)),
    I32: (i: number) => BigInt(view.getInt32(4 * i, true)),
    U32: (i: number) => BigInt(view.getUint32(4 * i, true)),
    I64: (i: number) => view.getBigInt64(8 * i, true),
    U64: (i: number) => view.getBigUint64(8 * i, true)
  }[dtype];
  for (let i = 0; i < values.length; ++i) values[i] = read(i);
  return values;
}

/** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a binary32. */
function bfloatToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
