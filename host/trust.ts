import {realpath} from "node:fs/promises";
import path from "node:path";
import {readJsonFile, writeJsonFile} from "./home.ts";
import {locateExisting, pathKey} from "./locate.ts";
import {createLock} from "./lock.ts";

/** The most contents that are remembered as trusted; the oldest are forgotten first. */
const mostContents = 5_000;

interface Store {
  /** Trusted contents by hash, oldest first, with the file where it was last seen. */
  contents: Record<string, string>;
  /** Real paths of trusted folders. */
  folders: string[];
}

/**
 * Which notebooks may run by themselves: those whose very content a person trusted or made here, those in a folder that a
 * person trusted, and those that ship with Subband. It is kept outside the notebooks, so that no file can claim it.
 */
export interface Trust {
  isTrusted(real: string, hash: string): boolean;
  /** A person trusts this content. */
  trustContent(real: string, hash: string): Promise<void>;
  /** A person trusts what is and will be below this folder of the workspace (`""`: all of it). Throws 403, 404. */
  trustFolder(root: string, segments: readonly string[]): Promise<void>;
  /**
   * A file is about to change through Subband: its new content is trusted if the old one was, or if the person makes it
   * here. Called before the file changes: a stop in between leaves one trusted content too many, never a
   * saved notebook that is not.
   */
  follow(change: {real: string; before: string | null; after: string}, createdHere: boolean): Promise<void>;
}

function readStore(file: string): Store {
  const found = readJsonFile(file) as Partial<Store> | undefined;
  return {contents: {...found?.contents}, folders: [...(found?.folders ?? [])]};
}

export function createTrust(home: string, shipped: ReadonlySet<string>): Trust {
  const file = path.join(home, "trust.json");
  const lock = createLock();
  const store = readStore(file);

  // What this process knows is merged into what another one may have written meanwhile.
  const change = (edit: (store: Store) => void) =>
    lock("trust", async () => {
      const current = readStore(file);
      for (const each of [store, current]) edit(each);
      store.contents = {...current.contents, ...store.contents};
      store.folders = [...new Set([...current.folders, ...store.folders])];
      const kept = Object.entries(store.contents).slice(-mostContents);
      store.contents = Object.fromEntries(kept);
      await writeJsonFile(file, store);
    });

  const trustContent = (real: string, hash: string, replaced?: string) =>
    change((each) => {
      // Autosave would otherwise leave every state of a notebook behind; the one on disk stays until it is replaced.
      for (const [known, where] of Object.entries(each.contents))
        if (where === real && known !== replaced && known !== hash) delete each.contents[known];
      delete each.contents[hash];
      each.contents[hash] = real;
    });

  const isTrusted = (real: string, hash: string) =>
    shipped.has(hash) ||
    Object.hasOwn(store.contents, hash) ||
    store.folders.some((folder) => pathKey(real).startsWith(pathKey(folder + path.sep)));

  return {
    isTrusted,
    trustContent: (real, hash) => trustContent(real, hash),
    async trustFolder(root, segments) {
      const folder = segments.length === 0 ? await realpath(root) : await locateExisting(root, segments);
      await change((each) => {
        if (!each.folders.includes(folder)) each.folders.push(folder);
      });
    },
    async follow({real, before, after}, createdHere) {
      const trusted = before === null ? createdHere : isTrusted(real, before);
      if (trusted && !isTrusted(real, after)) await trustContent(real, after, before ?? undefined);
    }
  };
}
