import type {WorkspaceFile} from "../protocol/api.ts";

export interface Folder {
  readonly kind: "folder";
  readonly name: string;
  readonly path: string;
  readonly children: readonly TreeEntry[];
}
export interface FileEntry {
  readonly kind: "notebook" | "file";
  readonly name: string;
  readonly path: string;
  readonly size: number;
}
export type TreeEntry = Folder | FileEntry;

/** Whether a file may be opened as a notebook. */
export function isNotebook(path: string): boolean {
  return /\.html?$/i.test(path);
}

/** What a person calls a file: without folder, and without ending where it is a notebook. */
export function nameOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return isNotebook(name) ? name.replace(/\.html?$/i, "") : name;
}

const collator = new Intl.Collator("en", {numeric: true, sensitivity: "base"});
const rank = {notebook: 0, folder: 1, file: 2};

/** The workspace as a tree: notebooks first, then folders, then other files, each by name ("2" before "10"). */
export function fileTree(files: readonly WorkspaceFile[]): readonly TreeEntry[] {
  interface Draft {
    folders: Map<string, Draft>;
    files: FileEntry[];
  }
  const root: Draft = {folders: new Map(), files: []};
  for (const {path, size} of files) {
    const segments = path.split("/");
    let at = root;
    for (const segment of segments.slice(0, -1)) {
      const next = at.folders.get(segment) ?? {folders: new Map(), files: []};
      at.folders.set(segment, next);
      at = next;
    }
    at.files.push({kind: isNotebook(path) ? "notebook" : "file", name: nameOf(path), path, size});
  }
  function finish({folders, files}: Draft, parent: string): readonly TreeEntry[] {
    const entries: TreeEntry[] = [...folders].map(([name, draft]) => ({
      kind: "folder",
      name,
      path: parent + name,
      children: finish(draft, parent + name + "/")
    }));
    return [...entries, ...files].sort((a, b) => rank[a.kind] - rank[b.kind] || collator.compare(a.name, b.name));
  }
  return finish(root, "");
}

/** Whether there is a notebook in a folder, at any depth. */
export function holdsNotebook({children}: Folder): boolean {
  return children.some((entry) => entry.kind === "notebook" || (entry.kind === "folder" && holdsNotebook(entry)));
}

/** The first path of the form `folder/untitled.html`, `folder/untitled-2.html`, … that is not taken. */
export function freePath(taken: ReadonlySet<string>, folder: string, name = "untitled", ending = ".html"): string {
  const prefix = folder === "" ? "" : folder + "/";
  for (let n = 1; ; ++n) {
    const path = `${prefix}${name}${n === 1 ? "" : `-${n}`}${ending}`;
    if (!taken.has(path)) return path;
  }
}

/** Size in the units that people read: `812 B`, `4.2 kB`, `31 MB`. */
export function readableSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}
