const sample = 100;
const share = 0.9;
const iso = /^([-+]\d{2})?\d{4}(-\d{2}(-\d{2})?)?([T ]\d{2}:\d{2}(:\d{2}(\.\d{3})?)?(Z|[-+]\d{2}:\d{2})?)?$/;

/** A kind of value a column may hold: what looks like it, and how it is read. Empty values are read too. */
interface Kind {
  matches(text: string): boolean;
  read(text: string): unknown;
}

const kinds: readonly Kind[] = [
  {
    matches: (text) => /^(true|false)$/i.test(text),
    read: (text) => (text === "" ? null : /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined)
  },
  {matches: (text) => !Number.isNaN(Number(text)), read: (text) => (text === "" ? NaN : Number(text))},
  {matches: (text) => iso.test(text), read: (text) => (text === "" ? null : new Date(iso.test(text) ? text : NaN))}
];

/**
 * Reads the values of each column as booleans, numbers or dates where nine in ten of its first hundred values look like
 * it; others stay texts. In place.
 */
export function inferTypes<T extends Record<string, unknown>[]>(rows: T, columns: readonly string[]): T {
  for (const column of columns) {
    const texts = rows
      .slice(0, sample)
      .map((row) => String(row[column] ?? "").trim())
      .filter((text) => text !== "");
    const kind = kinds.find(({matches}) => texts.length > 0 && texts.filter(matches).length >= share * texts.length);
    if (kind) for (const row of rows) row[column] = kind.read(String(row[column] ?? "").trim());
  }
  return rows;
}
