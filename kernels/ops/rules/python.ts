/** A pair as Python writes it: one number if both agree. */
export function pythonPair([a, b]: readonly [number, number]): string {
  return a === b ? String(a) : `(${a}, ${b})`;
}

/** `, stride=2` unless the value is PyTorch's default. */
export function pythonOption(name: string, value: readonly [number, number], standard: number): string {
  return value[0] === standard && value[1] === standard ? "" : `, ${name}=${pythonPair(value)}`;
}

/** A float as Python reads it back exactly. */
export function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** A tuple of integers, with the comma that one element needs. */
export function pythonTuple(values: readonly number[]): string {
  return `(${values.join(", ")}${values.length === 1 ? "," : ""})`;
}
