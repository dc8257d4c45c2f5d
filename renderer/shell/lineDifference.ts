/** A line of two compared texts: in both, only in the first (`-`), or only in the second (`+`). */
export interface DiffLine {
  readonly kind: " " | "-" | "+";
  readonly text: string;
}

const longest = 2000;

/** The lines of `before` and `after` in one list, by a longest common subsequence; long texts are not aligned. */
export function lineDifference(before: string, after: string): readonly DiffLine[] {
  const a = before.split("\n");
  const b = after.split("\n");
  if (a.length > longest || b.length > longest)
    return [...a.map((text) => ({kind: "-" as const, text})), ...b.map((text) => ({kind: "+" as const, text}))];
  // common[i][j]: how many lines a[i…] and b[j…] have in common
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; --i)
    for (let j = b.length - 1; j >= 0; --j)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({kind: " ", text: a[i]});
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1]))
      lines.push({kind: "-", text: a[i++]});
    else lines.push({kind: "+", text: b[j++]});
  }
  return lines;
}
