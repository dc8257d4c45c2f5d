import path from "node:path";
import {fileAnswer} from "../fileAnswer.ts";
import {contentType} from "../contentType.ts";
import {openRegular} from "../locate.ts";
import type {Answer, Route} from "../route.ts";

/** Named after their content by the build: they never change. */
const hashed = ["chunks", "assets"];

/** What was built, below `folder` (dist/renderer): the shell's page on its origin, the notebook's page on theirs. */
export function assetRoutes(folder: string): Route[] {
  function asset(...prefix: string[]): Answer {
    return async ({request, rest}) => {
      const segments = [...prefix, ...rest];
      const shown = segments.join("/");
      const {file, size, mtime} = await openRegular(path.join(folder, ...segments), shown);
      return fileAnswer(request, file, {
        etag: `"${size.toString(36)}-${Math.round(mtime).toString(36)}"`,
        size,
        type: contentType(shown),
        headers: {"cache-control": hashed.includes(segments[0]) ? "max-age=31536000, immutable" : "no-cache"}
      });
    };
  }
  const file = (at: Route["at"], name: string): Route[] => [
    {at, path: `/${name}`, authority: "page", GET: asset(name)},
    {at, path: `/${name}.map`, authority: "page", GET: asset(`${name}.map`)}
  ];
  const below = (at: Route["at"], name: string): Route => ({
    at,
    path: `/${name}/*`,
    authority: "page",
    GET: asset(name)
  });
  return [
    {at: "shell", path: "/", authority: "page", GET: asset("index.html")},
    ...file("shell", "shell.js"),
    ...file("shell", "shell.css"),
    ...hashed.map((name) => below("shell", name)),
    {at: "notebook", path: "/", authority: "page", GET: asset("notebook.html")},
    ...file("notebook", "notebook.js"),
    ...file("notebook", "notebook.css"),
    ...file("notebook", "worker.js"),
    ...file("notebook", "design-worker.js"),
    ...["lib", "wasm", "data", ...hashed].map((name) => below("notebook", name))
  ];
}
