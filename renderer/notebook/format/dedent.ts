const breaks = /\r\n?|\n/;

/** What a person sees of a cell's raw text: without the first and last line where blank, four spaces off each line. */
export function dedent(text: string): string {
  const lines = text.split(breaks);
  if (isBlank(lines[lines.length - 1])) lines.pop();
  if (isBlank(lines[0] ?? "")) lines.shift();
  return lines.map((line) => line.replace(/^ {4}/, "")).join("\n");
}

/** The raw text of a cell; lines of white space become empty. */
export function indent(source: string): string {
  const lines = source.split(breaks).map((line) => (isBlank(line) ? "" : `    ${line}`));
  return `\n${lines.join("\n")}\n  `;
}

/** The source as it will be after saving and reading: line ends "\n", lines of white space empty. */
export function settled(source: string): string {
  return source
    .split(breaks)
    .map((line) => (isBlank(line) ? "" : line))
    .join("\n");
}

function isBlank(line: string): boolean {
  return /^\s*$/.test(line);
}
