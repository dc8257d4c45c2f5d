import type {Desk} from "./desk.ts";
import {isNotebook} from "./fileTree.ts";

/** What the desktop's preload gives, and only on the desktop. */
interface Desktop {
  pathForFile(file: File): string;
}

/** The place of a dropped file in the workspace, null if it lies elsewhere or is not to be known. */
export function placeInWorkspace(root: string, full: string): string | null {
  const [folder, file] = [root, full].map((path) => path.replaceAll("\\", "/"));
  const prefix = folder.endsWith("/") ? folder : folder + "/";
  return file.startsWith(prefix) && file.length > prefix.length ? file.slice(prefix.length) : null;
}

/**
 * Takes files that are dropped on `target` into the workspace: one that lies there already is opened where it is, any
 * other is copied. What comes in this way was not made here, so a notebook among it opens as a preview.
 */
export function acceptFiles(target: HTMLElement, desk: Desk, tell: (error: unknown) => void): void {
  const desktop = (globalThis as {desktop?: Desktop}).desktop;

  async function accept(file: File): Promise<void> {
    const full = desktop?.pathForFile(file) ?? "";
    const place = full === "" ? null : placeInWorkspace(desk.root.value, full);
    const path = place ?? (await desk.bring(file.name, new Uint8Array(await file.arrayBuffer())));
    if (isNotebook(path)) await desk.show(path);
  }

  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  target.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    target.classList.add("receiving");
  });
  target.addEventListener("dragleave", (event) => {
    if (!target.contains(event.relatedTarget as Node | null)) target.classList.remove("receiving");
  });
  target.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    target.classList.remove("receiving");
    void (async () => {
      // One after the other, so that two of one name do not race for it.
      for (const file of [...(event.dataTransfer?.files ?? [])]) await accept(file).catch(tell);
    })();
  });
  // A file that misses the list must not replace the window by itself.
  for (const type of ["dragover", "drop"] as const) addEventListener(type, (event) => event.preventDefault());
}
