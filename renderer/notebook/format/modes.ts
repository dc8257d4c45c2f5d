import type {Mode} from "./notebook.ts";

/** The `type` attribute of each mode, as the format has it. */
export const typeOfMode: Readonly<Record<Mode, string>> = {
  js: "module",
  ts: "text/x-typescript",
  md: "text/markdown",
  html: "text/html",
  tex: "application/x-tex",
  dot: "text/vnd.graphviz",
  sql: "application/sql",
  node: "application/vnd.node.javascript",
  python: "text/x-python",
  r: "text/x-r",
  ojs: "application/vnd.observable.javascript"
};

const modeOfType = new Map(Object.entries(typeOfMode).map(([mode, type]) => [type, mode as Mode]));

/** The mode of a `type` attribute; a missing or unknown one is js. */
export function modeOf(type: string | undefined): Mode {
  return modeOfType.get(type ?? "") ?? "js";
}
