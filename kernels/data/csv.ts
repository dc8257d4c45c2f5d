import {chunks} from "./chunks.ts";
import {DataError} from "./error.ts";

/** Rows of small integers with a label each. */
export interface LabelledRows {
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
  readonly count: number;
}

export interface CsvOptions {
  /** Values before the label on each line. */
  readonly pixels: number;
  /** The largest value that a pixel may have. */
  readonly maximum: number;
  readonly classes: number;
  readonly place?: string;
  /** The most bytes that are unpacked. */
  readonly limit?: number;
}

/**
 * Reads lines of `pixels` integers and a label, separated by commas, raw or gzipped; no header line. Throws a DataError
 * that names the line.
 */
export async function readCsv(bytes: Uint8Array, options: CsvOptions): Promise<LabelledRows> {
  const {pixels, maximum, classes, place = "CSV file", limit = 1 << 26} = options;
  const lines = (await text(bytes, place, limit)).split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  if (!lines.length) throw new DataError("empty file; expected one image a line", place);
  const all = new Uint8Array(lines.length * pixels);
  const labels = new Int32Array(lines.length);
  lines.forEach((line, row) => {
    const at = `${place}, line ${row + 1}`;
    const values = line.split(",");
    if (values.length !== pixels + 1)
      throw new DataError(`wrong number of values: ${values.length}, expected ${pixels} pixels and a label`, at);
    for (let i = 0; i < pixels; ++i) all[row * pixels + i] = integer(values[i], maximum, "pixel", at);
    labels[row] = integer(values[pixels], classes - 1, "label", at);
  });
  return {pixels: all, labels, count: lines.length};
}

function integer(text: string, maximum: number, what: string, at: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value <= maximum))
    throw new DataError(`invalid ${what}: ${JSON.stringify(text)}; expected 0 to ${maximum}`, at);
  return value;
}

async function text(bytes: Uint8Array, place: string, limit: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", {fatal: true});
  let text = "";
  let seen = 0;
  for await (const chunk of chunks(bytes, place)) {
    seen += chunk.length;
    if (seen > limit) throw new DataError(`file too large: at most ${limit} bytes are read`, place);
    try {
      text += decoder.decode(chunk, {stream: true});
    } catch {
      throw new DataError("not a text file; expected comma-separated numbers", place);
    }
  }
  return text;
}
