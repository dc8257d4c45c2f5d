import type {StoredRuns} from "../api.ts";
import {done, json} from "../answer.ts";
import {bodyChunks, runFileCap} from "../body.ts";
import {fileAnswer} from "../fileAnswer.ts";
import type {LiveNotebooks} from "../notebooks.ts";
import type {Route} from "../route.ts";
import type {Runs} from "../runs.ts";

/** The files that training leaves beside a notebook. */
export function runRoutes(runs: Runs, notebooks: LiveNotebooks): Route[] {
  const folderOf = (id: string) => notebooks.get(id).folder;
  return [
    {
      at: "shell",
      path: "/api/runs/:id",
      authority: "token",
      GET: async ({params}) => json({runs: await runs.list(folderOf(params.id))} satisfies StoredRuns)
    },
    {
      at: "shell",
      path: "/api/runs/:id/:fingerprint",
      authority: "token",
      async DELETE({params}) {
        await runs.remove(folderOf(params.id), params.fingerprint);
        return done();
      }
    },
    {
      at: "shell",
      path: "/api/runs/:id/:fingerprint/:file",
      authority: "token",
      async GET({request, params}) {
        const {file, size, mtime} = await runs.read(folderOf(params.id), params.fingerprint, params.file);
        return fileAnswer(request, file, {
          etag: `"${size.toString(36)}-${Math.round(mtime).toString(36)}"`,
          size,
          type: "application/octet-stream",
          headers: {"cache-control": "no-store", "content-disposition": "attachment"}
        });
      },
      async PUT({request, params}) {
        const chunks = bodyChunks(request, runFileCap);
        await runs.write(folderOf(params.id), params.fingerprint, params.file, chunks);
        return done();
      },
      async DELETE({params}) {
        await runs.remove(folderOf(params.id), params.fingerprint, params.file);
        return done();
      }
    }
  ];
}
