import {done, json} from "../answer.ts";
import {bodyChunks, fileCap, notebookCap, readJson} from "../body.ts";
import {inertContentType} from "../contentType.ts";
import {etagOf, hashOfFile, readIfMatch, readPrecondition} from "../etag.ts";
import {fieldsOf, textField} from "../fields.ts";
import {fileAnswer} from "../fileAnswer.ts";
import type {Journal} from "../journal.ts";
import {locateExisting, openRegular} from "../locate.ts";
import type {LiveNotebooks} from "../notebooks.ts";
import {filePolicy} from "../policy.ts";
import type {Route} from "../route.ts";
import {segmentsOfPath} from "../segments.ts";
import type {Trust} from "../trust.ts";
import type {WorkspaceFolder} from "../workspace.ts";

const isNotebook = (name: string) => /\.html?$/i.test(name);

/** The workspace's files, for the shell. */
export function fileRoutes({
  workspace,
  trust,
  journal,
  notebooks
}: {
  workspace: WorkspaceFolder;
  trust: Trust;
  journal: Journal;
  notebooks: LiveNotebooks;
}): Route[] {
  return [
    {at: "shell", path: "/api/workspace", authority: "token", GET: async () => json(await workspace.list())},
    {
      at: "shell",
      path: "/api/files/*",
      authority: "token",
      async GET({request, rest}) {
        const shown = rest.join("/");
        const {file, size} = await openRegular(await locateExisting(workspace.root, rest), shown);
        return fileAnswer(request, file, {
          etag: etagOf(await hashOfFile(file)),
          size,
          // Nothing that a person's folder holds is ever a page of the shell's origin.
          type: inertContentType(shown, {svg: false}),
          headers: {
            "cache-control": "no-store",
            "content-disposition": "attachment",
            "content-security-policy": filePolicy
          }
        });
      },
      async PUT({request, rest}) {
        const createdHere = request.headers.get("x-subband-created") === "here";
        const written = await workspace.write(
          rest,
          bodyChunks(request, isNotebook(rest[rest.length - 1]) ? notebookCap : fileCap),
          {
            precondition: readPrecondition(request.headers),
            announced: Number(request.headers.get("content-length") ?? 0),
            beforeMove: (change) => trust.follow(change, createdHere)
          }
        );
        return json(written, 200, {etag: written.etag});
      },
      async DELETE({request, rest}) {
        await workspace.remove(rest, readIfMatch(request.headers));
        return done();
      }
    },
    {
      at: "shell",
      path: "/api/rename",
      authority: "token",
      async POST({request}) {
        const fields = fieldsOf(await readJson(request), ["from", "to"]);
        const from = segmentsOfPath(textField(fields, "from"));
        const to = segmentsOfPath(textField(fields, "to"));
        const renamed = await workspace.rename(from, to);
        // Unsaved edits are filed under the id, and the id comes from the path.
        await journal.move(notebooks.idOf(renamed.from), notebooks.idOf(renamed.to));
        return json(renamed.written, 200, {etag: renamed.written.etag});
      }
    }
  ];
}
