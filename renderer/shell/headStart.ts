import type {WorkspaceFile} from "../protocol/api.ts";
import {isNotebook} from "./fileTree.ts";
import type {Host} from "./host.ts";

/** What a window shows first: what its address names, else what was shown last and is still there, else the first notebook. */
export function firstNotebook(
  files: readonly WorkspaceFile[],
  {named, recent}: {named: string | null; recent: readonly string[]}
): string | undefined {
  if (named !== null) return named;
  const notebooks = new Set(files.map(({path}) => path).filter(isNotebook));
  return (
    recent.find((path) => notebooks.has(path)) ?? (notebooks.has("first-light.html") ? "first-light.html" : undefined)
  );
}

/**
 * The host with what a window asks first already under way: the list of files, and the notebook that it will show (`likely`
 * at once, else what `choose` finds in the list). Each of these answers is handed out once; after that, and for anything
 * else, the host is asked.
 */
export function headStart(
  host: Host,
  {likely, choose}: {likely: string | undefined; choose: (files: readonly WorkspaceFile[]) => string | undefined}
): Host {
  const ahead = new Map<string, Promise<unknown>>();
  function begin<T>(key: string, answer: Promise<T>): Promise<T> {
    // Nobody may ever ask: then its failure is nobody's either.
    answer.catch(() => undefined);
    ahead.set(key, answer);
    return answer;
  }
  function first<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const answer = ahead.get(key) as Promise<T> | undefined;
    ahead.delete(key);
    return answer ?? ask();
  }
  function open(path: string): void {
    void begin(`open ${path}`, host.open(path));
    void begin(`read ${path}`, host.readText(path));
  }
  const listed = begin("workspace", host.workspace());
  if (likely !== undefined) open(likely);
  else
    listed.then(
      ({files}) => {
        const chosen = choose(files);
        if (chosen !== undefined) open(chosen);
      },
      () => undefined
    );
  return {
    ...host,
    workspace: () => first("workspace", host.workspace),
    open: (path) => first(`open ${path}`, () => host.open(path)),
    readText: (path) => first(`read ${path}`, () => host.readText(path))
  };
}
