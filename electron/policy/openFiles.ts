import path from "node:path";

/** What a path is on this machine; undefined where there is nothing. */
export type Look = (path: string) => "file" | "folder" | undefined;

/**
 * The files and folders that a command line asks to open. It comes from anybody who can start the program, so switches are
 * passed over, and only folders and files with our ending that exist count. `args` without the program itself.
 */
export function openable(
  args: readonly string[],
  cwd: string,
  look: Look
): readonly {path: string; kind: "file" | "folder"}[] {
  return args
    .filter((arg) => !arg.startsWith("-") && !arg.includes("\0"))
    .map((arg) => path.resolve(cwd, arg))
    .flatMap((full) => {
      const kind = look(full);
      if (kind === "folder" || (kind === "file" && /\.html?$/i.test(full))) return [{path: full, kind}];
      return [];
    });
}

/** The path relative to `folder` with `/` between segments; null where `file` lies elsewhere. */
export function pathInside(folder: string, file: string): string | null {
  const relative = path.relative(folder, file);
  if (relative === "" || relative.startsWith("..") || path.isAbsolute(relative)) return null;
  return relative.split(path.sep).join("/");
}

/** Files that were asked for before there was a window to show them wait for it. */
export function openQueue() {
  let waiting: string[] = [];
  let deliver: ((path: string) => void) | null = null;
  return {
    add(file: string): void {
      if (deliver) deliver(file);
      else if (!waiting.includes(file)) waiting.push(file);
    },
    /** From now on files go to `to`, those that wait first; null: they wait again. */
    connect(to: ((path: string) => void) | null): void {
      deliver = to;
      if (!to) return;
      const files = waiting;
      waiting = [];
      for (const file of files) to(file);
    }
  };
}
