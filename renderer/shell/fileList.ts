import {effect} from "@preact/signals-core";
import type {Desk} from "./desk.ts";
import {element} from "./element.ts";
import {fileTree, holdsNotebook, readableSize, type Folder, type TreeEntry} from "./fileTree.ts";
import {icon} from "./icon.ts";
import type {Settings} from "./settings.ts";

export interface FileActions {
  open(path: string, options: {paused: boolean}): void;
  /** A file that is no notebook was chosen. */
  use(path: string): void;
  rename(path: string): void;
  remove(path: string): void;
  menu(entry: TreeEntry, anchor: HTMLElement): void;
}

/** The workspace's files as a tree: arrows move, Enter opens, Shift-Enter opens without running, F2 and Delete as ever. */
export function fileList(desk: Desk, {toggled}: Settings, actions: FileActions): HTMLElement {
  const tree = element("ul", {class: "files", role: "tree", "aria-label": "Files"});
  let stop = "";

  /** A folder with notebooks is open by itself, one with data alone is not; a person may want it otherwise. */
  const isFolded = (folder: Folder) => holdsNotebook(folder) === toggled.value.includes(folder.path);

  function toggle({path}: Folder) {
    const others = toggled.value.filter((other) => other !== path);
    toggled.value = others.length === toggled.value.length ? [...others, path] : others;
  }

  function activate(entry: TreeEntry, paused: boolean) {
    if (entry.kind === "folder") toggle(entry);
    else if (entry.kind === "notebook") actions.open(entry.path, {paused});
    else actions.use(entry.path);
  }

  function row(entry: TreeEntry, level: number): HTMLElement {
    const isFolder = entry.kind === "folder";
    const folded = isFolder && isFolded(entry);
    const open = desk.open.value.some(({path}) => path === entry.path);
    const current = desk.current.value?.path === entry.path;
    const label = element(
      "div",
      {
        class: `row ${entry.kind}`,
        style: `--level: ${level}`,
        title: entry.kind === "file" ? `${entry.path}, ${readableSize(entry.size)}` : entry.path,
        onclick: (event: MouseEvent) => {
          if (!(event.target as Element).closest("button")) activate(entry, event.shiftKey);
        }
      },
      isFolder && icon("folder"),
      element("span", {class: "name"}, entry.name),
      open && !current && element("span", {class: "open-mark", title: "open"}),
      !isFolder &&
        element(
          "button",
          {
            class: "quiet square more",
            tabindex: -1,
            "aria-label": `More about ${entry.name}`,
            onclick: (event: MouseEvent) => actions.menu(entry, event.currentTarget as HTMLElement)
          },
          icon("more")
        )
    );
    const item = element(
      "li",
      {
        role: "treeitem",
        tabindex: -1,
        "data-path": entry.path,
        "aria-level": level + 1,
        "aria-label": entry.name,
        "aria-current": current && "page",
        "aria-expanded": isFolder && String(!folded)
      },
      label
    );
    if (isFolder && !folded)
      item.append(element("ul", {role: "group"}, ...entry.children.map((child) => row(child, level + 1))));
    entries.set(item, entry);
    return item;
  }

  const entries = new Map<Element, TreeEntry>();
  const items = () => [...tree.querySelectorAll<HTMLElement>("[role=treeitem]")];

  function focusable(item: HTMLElement | undefined, focus: boolean) {
    if (item === undefined) return;
    for (const other of items()) other.tabIndex = other === item ? 0 : -1;
    stop = item.dataset.path ?? "";
    if (focus) item.focus();
  }

  tree.addEventListener("focusin", ({target}) => {
    const item = (target as Element).closest<HTMLElement>("[role=treeitem]");
    if (item) focusable(item, false);
  });
  tree.addEventListener("keydown", (event) => {
    const item = event.target as HTMLElement;
    const entry = entries.get(item);
    if (entry === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items();
    const at = all.indexOf(item);
    const expanded = item.getAttribute("aria-expanded");
    const moves: Record<string, () => void> = {
      ArrowDown: () => focusable(all[at + 1], true),
      ArrowUp: () => focusable(all[at - 1], true),
      Home: () => focusable(all[0], true),
      End: () => focusable(all[all.length - 1], true),
      ArrowRight: () =>
        entry.kind === "folder" && (expanded === "false" ? toggle(entry) : focusable(all[at + 1], true)),
      ArrowLeft: () =>
        entry.kind === "folder" && expanded === "true"
          ? toggle(entry)
          : focusable(item.parentElement?.closest<HTMLElement>("[role=treeitem]") ?? undefined, true),
      Enter: () => activate(entry, event.shiftKey),
      " ": () => activate(entry, event.shiftKey),
      F2: () => entry.kind !== "folder" && actions.rename(entry.path),
      Delete: () => entry.kind !== "folder" && actions.remove(entry.path),
      ContextMenu: () => entry.kind !== "folder" && actions.menu(entry, item)
    };
    const move = moves[event.key];
    if (move === undefined) {
      if (event.key.length !== 1) return;
      // Typing a letter goes to the next entry that begins with it, as in every list of files.
      const next = [...all.slice(at + 1), ...all.slice(0, at)].find((other) =>
        entries.get(other)?.name.toLowerCase().startsWith(event.key.toLowerCase())
      );
      return focusable(next, true);
    }
    event.preventDefault();
    move();
  });
  tree.addEventListener("contextmenu", (event) => {
    const item = (event.target as Element).closest<HTMLElement>("[role=treeitem]");
    const entry = item && entries.get(item);
    if (!entry || entry.kind === "folder") return;
    event.preventDefault();
    actions.menu(entry, item);
  });

  effect(() => {
    const files = desk.files.value;
    const focused = tree.contains(document.activeElement);
    entries.clear();
    tree.replaceChildren(...fileTree(files ?? []).map((entry) => row(entry, 0)));
    const all = items();
    const stay = all.find((item) => item.dataset.path === stop);
    focusable(stay ?? all.find((item) => item.ariaCurrent === "page") ?? all[0], focused);
  });
  return tree;
}
