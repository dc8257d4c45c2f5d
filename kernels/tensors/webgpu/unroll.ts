/** 0, 1 … count − 1. */
export function times(count: number): number[] {
  return Array.from({length: count}, (_, i) => i);
}

/** A line of WGSL for each number. */
export function lines(numbers: readonly number[], line: (i: number) => string): string {
  return numbers.map(line).join("\n    ");
}
