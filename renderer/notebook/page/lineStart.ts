/** The offset at which a line begins. Lines count from 1. */
export function lineStart(source: string, line: number): number {
  const before = source.split("\n").slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0);
}
