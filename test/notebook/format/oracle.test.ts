import {expect, test} from "vitest";
import type {Cell, Notebook} from "../../../renderer/notebook/format/notebook.ts";
import {canonicalNotebook} from "../../../renderer/notebook/format/canonical.ts";
import {readNotebook} from "../../../renderer/notebook/format/readNotebook.ts";
import {openPage} from "../../browser/page.ts";
import {files} from "./files.ts";
import {malformed} from "./malformed.ts";

interface KitCell {
  id: number;
  value: string;
  mode: Cell["mode"];
  pinned: boolean;
  hidden: boolean;
  output?: string;
  format?: string;
  database?: string;
}
interface KitNotebook {
  title: string;
  theme: string | {light: string; dark: string};
  readOnly: boolean;
  cells: KitCell[];
}

/** Ours in the words of notebook-kit; what it does not keep is left out. */
function inKit({title, theme, readonly, cells}: Notebook): KitNotebook {
  const pair = /^light-dark\(([\w-]+), ([\w-]+)\)$/.exec(theme);
  return {
    title,
    theme: pair ? {light: pair[1], dark: pair[2]} : theme,
    readOnly: readonly,
    cells: cells.map(({id, source, mode, pinned, hidden, output, attributes}) => {
      const own = new Map(attributes);
      return {
        id,
        value: source,
        mode,
        pinned,
        hidden,
        output,
        format: own.get("format"),
        database: own.get("database")
      };
    })
  };
}

/** Without the defaults that notebook-kit fills in for languages that do not run here. */
function bare(notebook: KitNotebook): unknown {
  const cells = notebook.cells.map(({format, database, ...cell}) => ({
    ...cell,
    ...(format && format !== "buffer" ? {format} : {}),
    ...(database && database !== "var:db" ? {database} : {})
  }));
  return JSON.parse(JSON.stringify({...notebook, cells}));
}

test("every file is read as notebook-kit reads it, and written as it writes", async () => {
  const texts = {
    ...files,
    ...Object.fromEntries(Object.entries(malformed).flatMap(([name, {text, error}]) => (error ? [] : [[name, text]])))
  };
  const ours = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readNotebook(text).notebook]));
  const {page, close} = await openPage("test/notebook/format/kit.ts");
  const theirs = await page.evaluate(
    ([texts, notebooks]) => {
      const {deserialize, serialize} = (
        globalThis as unknown as {kit: {deserialize(t: string): unknown; serialize(n: unknown): string}}
      ).kit;
      return Object.fromEntries(
        Object.entries(texts).map(([name, text]) => [
          name,
          {read: deserialize(text) as KitNotebook, written: serialize(notebooks[name])}
        ])
      );
    },
    [texts, Object.fromEntries(Object.entries(ours).map(([name, notebook]) => [name, inKit(notebook)]))] as const
  );
  await close();
  for (const [name, notebook] of Object.entries(ours)) {
    expect.soft(bare(inKit(notebook)), name).toEqual(bare(theirs[name].read));
    const known = {
      ...notebook,
      cells: notebook.cells.map((cell) => ({
        ...cell,
        attributes: cell.attributes.filter(([n]) => /^(database|format)$/.test(n))
      }))
    };
    expect.soft(canonicalNotebook(known), name).toBe(theirs[name].written);
  }
});
