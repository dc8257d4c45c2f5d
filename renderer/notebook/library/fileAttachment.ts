import {inferTypes} from "./inferTypes.ts";
import {mimeTypeOf} from "./mimeType.ts";

/** What reading attachments needs of the page. */
export interface FileOptions {
  /** The address of the notebook's folder, ending in "/". */
  readonly base: string;
  fetch(url: string): Promise<Response>;
  /** d3-dsv's parsers, for csv and tsv. */
  dsv(): Promise<Dsv>;
}

/** The part of d3 that reads tables. */
export interface Dsv {
  dsvFormat(delimiter: string): {
    parse(text: string, row?: (row: object) => object): Rows;
    parseRows(text: string, row?: (row: string[]) => unknown): unknown[];
  };
  autoType<T extends object>(row: T): T;
}

type Rows = Record<string, unknown>[] & {columns: string[]};

export interface TableOptions {
  /** Rows as arrays, the header among them, instead of objects. */
  readonly array?: boolean;
  /** `true`: each value by its own look; `"auto"`: each column by the look of its first hundred values. */
  readonly typed?: boolean | "auto";
}

/** A file beside the notebook, read when asked. */
export interface Attachment {
  readonly name: string;
  readonly mimeType: string;
  /** Where the file is, on the notebook's own origin. */
  url(): Promise<string>;
  text(encoding?: string): Promise<string>;
  json(): Promise<unknown>;
  csv(options?: TableOptions): Promise<unknown[]>;
  tsv(options?: TableOptions): Promise<unknown[]>;
  dsv(options?: TableOptions & {delimiter?: string}): Promise<unknown[]>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  stream(): Promise<ReadableStream<Uint8Array> | null>;
  /** The decoded image; `props` are set on the element before it loads. */
  image(props?: Partial<HTMLImageElement>): Promise<HTMLImageElement>;
}

/**
 * `FileAttachment` of a notebook: names are paths below its folder.
 *
 * @throws TypeError for a name that leads elsewhere; reading a file that is not there rejects with "file not found: NAME".
 */
export function fileAttachments(options: FileOptions): (name: string) => Attachment {
  const known = new Map<string, Attachment>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const made = attachment(`${name}`, options);
    known.set(name, made);
    return made;
  };
}

function attachment(name: string, {base, fetch, dsv}: FileOptions): Attachment {
  const parts = name.split("/");
  if (/^[a-z][a-z0-9+.-]*:|\\/i.test(name) || parts.some((part) => part === "" || part === "." || part === ".."))
    throw new TypeError(`invalid file name: ${name}; a name is a path below the notebook's folder`);
  const url = base + parts.map(encodeURIComponent).join("/");

  async function response(): Promise<Response> {
    const answer = await fetch(url);
    if (answer.status === 404) throw new Error(`file not found: ${name}`);
    if (!answer.ok) throw new Error(`file cannot be read: ${name} (status ${answer.status})`);
    return answer;
  }

  const file: Attachment = {
    name,
    mimeType: mimeTypeOf(name),
    url: async () => url,
    text: async (encoding) =>
      encoding === undefined
        ? (await response()).text()
        : new TextDecoder(encoding).decode(await (await response()).arrayBuffer()),
    json: async () => (await response()).json() as Promise<unknown>,
    arrayBuffer: async () => (await response()).arrayBuffer(),
    blob: async () => (await response()).blob(),
    stream: async () => (await response()).body,
    csv: (table) => file.dsv({...table, delimiter: ","}),
    tsv: (table) => file.dsv({...table, delimiter: "\t"}),
    async dsv({delimiter = ",", array = false, typed = false} = {}) {
      const [text, {dsvFormat, autoType}] = await Promise.all([file.text(), dsv()]);
      const format = dsvFormat(delimiter);
      if (array) return format.parseRows(text, typed ? autoType : undefined);
      const rows = format.parse(text, typed === true ? autoType : undefined);
      return typed === "auto" ? inferTypes(rows, rows.columns) : rows;
    },
    async image(props) {
      const image = Object.assign(new Image(), props, {src: url});
      await image.decode().catch(async () => {
        await response(); // says so if it is not there
        throw new Error(`file is no image: ${name}`);
      });
      return image;
    }
  };
  return Object.freeze(file);
}
