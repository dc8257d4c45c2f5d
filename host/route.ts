import type {Context} from "./context.ts";
import type {LiveNotebook} from "./notebooks.ts";

/** One request on its way to an answer. */
export interface Call {
  readonly request: Request;
  readonly context: Context;
  /** What stood where the route's path has `:name`. */
  readonly params: Readonly<Record<string, string>>;
  /** The segments where the route's path has `*`; at least one. */
  readonly rest: readonly string[];
  /** On a notebook's origin: the notebook. */
  readonly notebook?: LiveNotebook;
}

export type Answer = (call: Call) => Response | Promise<Response>;

export const methods = ["GET", "PUT", "POST", "DELETE"] as const;
export type Method = (typeof methods)[number];

/** One line of the table of routes: a path on one kind of origin and what each method does there (HEAD does as GET). */
export interface Route extends Partial<Record<Method, Answer>> {
  readonly at: "shell" | "notebook";
  /** Segments, `:name` for one and `*` at the end for the rest. */
  readonly path: string;
  /** `token`: for the shell's page with its token. `exchange`: the one request that gets it. `page`: for the browser. */
  readonly authority: "token" | "exchange" | "page";
}

/** The route for these segments, with what its placeholders stand for. */
export function matchRoute(
  routes: readonly Route[],
  at: Route["at"],
  segments: readonly string[]
): {route: Route; params: Record<string, string>; rest: string[]} | undefined {
  for (const route of routes) {
    if (route.at !== at) continue;
    const pattern = route.path.split("/").filter((each) => each !== "");
    const open = pattern.at(-1) === "*";
    const fixed = open ? pattern.slice(0, -1) : pattern;
    if (open ? segments.length <= fixed.length : segments.length !== fixed.length) continue;
    if (!fixed.every((each, i) => each.startsWith(":") || each === segments[i])) continue;
    const params = Object.fromEntries(
      fixed.flatMap((each, i) => (each.startsWith(":") ? [[each.slice(1), segments[i]]] : []))
    );
    return {route, params, rest: segments.slice(fixed.length)};
  }
  return undefined;
}

/** The methods that a route answers, for `Allow`. */
export function allowed(route: Route): string {
  return methods
    .filter((method) => route[method] !== undefined)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .join(", ");
}
