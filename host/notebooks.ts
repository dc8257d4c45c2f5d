import {createHmac} from "node:crypto";
import path from "node:path";
import {HttpError} from "./httpError.ts";
import {notebookId} from "./notebookId.ts";

/** A notebook whose origin answers. */
export interface LiveNotebook {
  readonly id: string;
  /** Real path of the file. */
  readonly real: string;
  /** Real path of its folder: what its cells may read. */
  readonly folder: string;
  /**
   * The unguessable part of the address of its attachments; the same after a new start, so that a page that is still open
   * goes on reading.
   */
  readonly capability: string;
}

/** The notebooks that were opened since the host started. */
export interface LiveNotebooks {
  open(real: string): LiveNotebook;
  /** Throws 404 where no notebook with this id is open. */
  get(id: string): LiveNotebook;
  find(id: string | undefined): LiveNotebook | undefined;
  idOf(real: string): string;
}

export function createNotebooks(salt: string): LiveNotebooks {
  const live = new Map<string, LiveNotebook>();
  return {
    idOf: (real) => notebookId(salt, real),
    open(real) {
      const id = notebookId(salt, real);
      const notebook = live.get(id) ?? {
        id,
        real,
        folder: path.dirname(real),
        capability: createHmac("sha256", salt).update(`files\0${real}`).digest("base64url").slice(0, 24)
      };
      live.set(id, notebook);
      return notebook;
    },
    get(id) {
      const notebook = live.get(id);
      if (notebook === undefined) throw new HttpError(404, `unknown notebook: ${id.slice(0, 40)}`);
      return notebook;
    },
    find: (id) => (id === undefined ? undefined : live.get(id))
  };
}
