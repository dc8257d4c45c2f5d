// What lies open: the workspace's files and the notebooks that are open in this window.
import {type ReadonlySignal, signal} from "@preact/signals-core";
import type {HostEvent, WorkspaceFile} from "../protocol/api.ts";
import {blankNotebook, firstCell} from "./blankNotebook.ts";
import {freePath, isNotebook, nameOf} from "./fileTree.ts";
import {type Host, HostError} from "./host.ts";
import {OpenNotebook} from "./openNotebook.ts";
import type {OpenOptions, Surroundings} from "./surroundings.ts";
import type {Settings} from "./settings.ts";
import {words} from "../protocol/words.ts";

/** How many notebooks stay open beside each other; the one not seen for longest makes room if it is idle. */
const mostOpen = 5;
const mostRecent = 12;

export class Desk {
  readonly #host: Host;
  readonly #around: Surroundings;
  readonly #settings: Settings;
  readonly #root = signal("");
  readonly #files = signal<readonly WorkspaceFile[] | null>(null);
  readonly #open = signal<readonly OpenNotebook[]>([]);
  readonly #current = signal<OpenNotebook | null>(null);
  readonly #opening = signal<string | null>(null);
  readonly root: ReadonlySignal<string> = this.#root;
  /** null until the list was read once. */
  readonly files: ReadonlySignal<readonly WorkspaceFile[] | null> = this.#files;
  /** The open notebooks, the one seen last at the end. */
  readonly open: ReadonlySignal<readonly OpenNotebook[]> = this.#open;
  readonly current: ReadonlySignal<OpenNotebook | null> = this.#current;
  /** The path that is about to be opened. */
  readonly opening: ReadonlySignal<string | null> = this.#opening;

  constructor(around: Surroundings, settings: Settings) {
    this.#around = around;
    this.#host = around.host;
    this.#settings = settings;
  }

  /** Reads the list of files anew. */
  async refresh(): Promise<void> {
    const {root, files} = await this.#host.workspace();
    this.#root.value = root;
    this.#files.value = files;
  }

  /** Shows the notebook at `path`, opening it if need be. Says what is wrong where that fails. */
  async show(path: string, options: OpenOptions = {}): Promise<void> {
    const there = this.#open.value.find((notebook) => notebook.path === path);
    if (there) return this.#bring(there);
    if (this.#opening.value === path) return;
    this.#opening.value = path;
    try {
      const notebook = await OpenNotebook.open(this.#around, path, options);
      this.#bring(notebook);
      this.#settings.recent.value = [path, ...this.#settings.recent.value.filter((other) => other !== path)].slice(
        0,
        mostRecent
      );
      void this.#makeRoom();
    } catch (error) {
      if (error instanceof HostError && error.status === 404) this.#forget(path);
      this.#around.say(`${nameOf(path)} cannot be opened: ${words(error)}`);
    } finally {
      if (this.#opening.value === path) this.#opening.value = null;
    }
  }

  /** Closes a notebook; what was typed is in the file or the journal. */
  async close(notebook: OpenNotebook): Promise<void> {
    this.#open.value = this.#open.value.filter((other) => other !== notebook);
    if (this.#current.value === notebook) this.#current.value = this.#open.value[this.#open.value.length - 1] ?? null;
    await notebook.close();
  }

  /** Closes the notebook and opens it again, as the host knows it now. */
  async reopen(notebook: OpenNotebook, options: OpenOptions = {}): Promise<void> {
    const shown = this.#current.value === notebook;
    await this.close(notebook);
    if (shown) await this.show(notebook.path, options);
  }

  /** Makes a notebook in `folder` and opens it, with the cursor in its first cell of code. */
  async create(folder = ""): Promise<void> {
    const taken = new Set(this.#files.value?.map(({path}) => path));
    const path = freePath(taken, folder);
    await this.#host.put(path, blankNotebook("Untitled"), "new");
    await this.refresh();
    await this.show(path);
    if (this.#current.value?.path === path) this.#current.value.edit(firstCell);
  }

  /** Copies bytes from outside into the workspace under a free name, untrusted; returns the path. */
  async bring(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const taken = new Set(this.#files.value?.map(({path}) => path));
    const ending = /\.[^.]*$/.exec(name)?.[0] ?? "";
    const path = freePath(taken, "", name.slice(0, name.length - ending.length), ending);
    await this.#host.put(path, bytes, "again");
    await this.refresh();
    return path;
  }

  /** Renames or moves a file; an open notebook is opened at its new place. */
  async rename(from: string, to: string): Promise<void> {
    if (from === to) return;
    const notebook = this.#open.value.find(({path}) => path === from);
    const shown = notebook !== undefined && notebook === this.#current.value;
    if (notebook) await this.close(notebook);
    try {
      await this.#host.rename(from, to);
    } catch (error) {
      if (shown) await this.show(from);
      throw error;
    }
    this.#settings.recent.value = this.#settings.recent.value.map((path) => (path === from ? to : path));
    await this.refresh();
    if (shown) await this.show(to);
  }

  /** Deletes a file; returns what brings it back. */
  async remove(path: string): Promise<() => Promise<void>> {
    const notebook = this.#open.value.find((other) => other.path === path);
    const shown = notebook !== undefined && notebook === this.#current.value;
    if (notebook) await this.close(notebook);
    const {bytes, etag} = await this.#host.readBytes(path);
    await this.#host.remove(path, etag);
    await this.refresh();
    return async () => {
      await this.#host.put(path, bytes, "again");
      await this.refresh();
      if (shown) await this.show(path);
    };
  }

  /** An event of the host. */
  receive(event: HostEvent): void {
    if (event.type === "file") {
      for (const notebook of this.#open.value) void notebook.fileChanged(event);
      this.#refreshSoon();
    } else if (event.type === "open" && event.path !== undefined && isNotebook(event.path)) void this.show(event.path);
  }

  /** After a break of the event stream: whatever happened meanwhile is looked up. */
  async catchUp(): Promise<void> {
    await this.refresh();
    for (const notebook of this.#open.value)
      void notebook.fileChanged({type: "file", path: notebook.path, change: "changed"});
  }

  #refreshing: (() => void) | null = null;
  #refreshSoon(): void {
    this.#refreshing?.();
    this.#refreshing = this.#around.after(100, () => {
      this.#refreshing = null;
      this.refresh().catch((error: unknown) => console.warn("file list:", error));
    });
  }

  #bring(notebook: OpenNotebook): void {
    this.#open.value = [...this.#open.value.filter((other) => other !== notebook), notebook];
    this.#current.value = notebook;
  }

  #forget(path: string): void {
    this.#settings.recent.value = this.#settings.recent.value.filter((other) => other !== path);
  }

  async #makeRoom(): Promise<void> {
    const idle = this.#open.value.filter(
      (notebook) =>
        notebook !== this.#current.value &&
        notebook.keeper.safe &&
        notebook.keeper.state.value.kind !== "conflict" &&
        (notebook.status.value?.runs ?? 0) === 0
    );
    for (const notebook of idle.slice(0, Math.max(0, this.#open.value.length - mostOpen))) await this.close(notebook);
  }
}
