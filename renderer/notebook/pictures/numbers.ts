const precise = new Intl.NumberFormat("en", {maximumSignificantDigits: 4, useGrouping: false});
const grouped = new Intl.NumberFormat("en");

/** A value as pictures print it: four significant digits; very small and very large ones with an exponent. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(2) : precise.format(value);
}

/** A whole number with separators: 1,328,704. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A count in a table's column, at most four characters and a unit: 1.33 M, 228 k. */
export function formatShort(value: number): string {
  for (const [unit, size] of [
    ["G", 1e9],
    ["M", 1e6],
    ["k", 1e3]
  ] as const)
    if (value >= size) return `${precise.format(Number((value / size).toPrecision(3)))} ${unit}`;
  return grouped.format(value);
}

/** Bytes of `elements` float32 values. */
export function formatBytes(bytes: number): string {
  for (const [unit, size] of [
    ["GB", 2 ** 30],
    ["MB", 2 ** 20],
    ["kB", 2 ** 10]
  ] as const)
    if (bytes >= size) return `${precise.format(Number((bytes / size).toPrecision(3)))} ${unit}`;
  return `${bytes} B`;
}

/** A share as a percentage with as many digits as tell it from 0: 92.4 %, 0.06 %. No line ends before the sign. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return "0\u00a0%";
  return `${percent >= 10 ? percent.toFixed(1) : percent >= 0.1 ? percent.toFixed(2) : percent.toPrecision(2)}\u00a0%`;
}
