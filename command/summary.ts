function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function figures(final: unknown): string {
  if (!isRecord(final)) return "";
  return Object.entries(final)
    .filter((entry): entry is [string, number] => typeof entry[1] === "number")
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join(", ");
}

/** A report of a run of a notebook in a few lines: what it ran on, and how each run ended. */
export function* summary(report: unknown): Generator<string> {
  if (!isRecord(report)) return;
  const {cells, runs, backend, device, seconds} = report;
  const count = Array.isArray(cells) ? cells.length : 0;
  const on = [backend, device].filter((each) => typeof each === "string" && each !== "").join(", ");
  const time = typeof seconds === "number" ? ` in ${seconds.toFixed(1)} s` : "";
  yield `ran ${count} cells${time}${on === "" ? "" : ` (${on})`}`;
  for (const run of Array.isArray(runs) ? runs : [])
    if (isRecord(run)) yield `  ${String(run.name)} (cell ${String(run.cell)}): ${figures(run.final)}`;
}
