type Version = readonly [major: number, minor: number, patch: number];

/**
 * Whether a version lies in an npm range: `7`, `7.9`, `7.9.0`, `^7.1`, `~7.9`, `>=7 <8`, `7.x`, `6 || 7`, `*`, `latest`.
 * Undefined where `range` is no such range. Prereleases are not bundled and not matched.
 */
export function satisfies(version: string, range: string): boolean | undefined {
  if (range === "" || range === "latest") return true;
  const at = version.split(".").map(Number) as unknown as Version;
  let any = false;
  for (const alternative of range.split("||")) {
    const comparators = alternative.trim().split(/\s+/).map(comparator);
    if (comparators.some((test) => test === undefined)) return undefined;
    any ||= comparators.every((test) => test?.(at));
  }
  return any;
}

function comparator(text: string): ((at: Version) => boolean) | undefined {
  const match = /^(\^|~|>=|<=|>|<|=)?v?(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?$/.exec(text);
  if (!match) return undefined;
  const [operator = "="] = match.slice(1, 2);
  const given = match
    .slice(2)
    .filter((part) => /^\d+$/.test(part ?? ""))
    .map(Number);
  const [major = 0, minor = 0, patch = 0] = given;
  const low: Version = [major, minor, patch];
  /** The first version past all those that begin with the first `length` numbers. */
  const past = (length: number): Version =>
    length <= 0
      ? [Infinity, 0, 0]
      : length === 1
        ? [major + 1, 0, 0]
        : length === 2
          ? [major, minor + 1, 0]
          : [major, minor, patch + 1];
  const firstNonZero = given.findIndex((part) => part > 0);
  const caret = past(firstNonZero < 0 ? Math.max(1, given.length) : firstNonZero + 1);
  switch (operator) {
    case "^":
      return (at) => order(at, low) >= 0 && order(at, given.length === 0 ? past(0) : caret) < 0;
    case "~":
      return (at) => order(at, low) >= 0 && order(at, past(Math.min(2, given.length))) < 0;
    case ">=":
      return (at) => order(at, low) >= 0;
    case ">":
      return (at) => order(at, past(given.length)) >= 0;
    case "<=":
      return (at) => order(at, past(given.length)) < 0;
    case "<":
      return (at) => order(at, low) < 0;
    default:
      return (at) => order(at, low) >= 0 && order(at, past(given.length)) < 0;
  }
}

function order(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
