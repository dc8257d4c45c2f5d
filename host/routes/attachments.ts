import {timingSafeEqual} from "node:crypto";
import {inertContentType} from "../contentType.ts";
import {fileAnswer} from "../fileAnswer.ts";
import {HttpError} from "../httpError.ts";
import {locateExisting, openRegular} from "../locate.ts";
import {filePolicy} from "../policy.ts";
import type {Route} from "../route.ts";

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What a notebook's cells may read: the files of the notebook's own folder, from the notebook's own origin. */
export function attachmentRoutes(): Route[] {
  return [
    {
      at: "notebook",
      path: "/files/:capability/*",
      authority: "page",
      async GET({request, context, params, rest, notebook}) {
        if (notebook === undefined || !same(params.capability, notebook.capability))
          throw new HttpError(404, "unknown address");
        if (context.initiator !== "self" && context.initiator !== "unknown")
          throw new HttpError(403, `refused: asked by ${context.initiator}, not by the notebook`);
        const shown = rest.join("/");
        const {file, size, mtime} = await openRegular(await locateExisting(notebook.folder, rest), shown);
        return fileAnswer(request, file, {
          etag: `"${size.toString(36)}-${Math.round(mtime).toString(36)}"`,
          size,
          type: inertContentType(shown, {svg: true}),
          headers: {"cache-control": "no-cache", "content-security-policy": filePolicy}
        });
      }
    }
  ];
}
