import type {JournalEntry, OpenedNotebook, Trusted} from "../api.ts";
import {done, json} from "../answer.ts";
import {journalCap, readJson} from "../body.ts";
import {etagOf} from "../etag.ts";
import {fieldsOf, integerField, textField} from "../fields.ts";
import {HttpError} from "../httpError.ts";
import type {Journal} from "../journal.ts";
import type {LiveNotebooks} from "../notebooks.ts";
import type {Origins} from "../origins.ts";
import type {Route} from "../route.ts";
import {segmentsOfPath} from "../segments.ts";
import type {Trust} from "../trust.ts";
import type {WorkspaceFolder} from "../workspace.ts";

/** Opening notebooks, trusting them, and what survives a crash of one. */
export function notebookRoutes({
  workspace,
  trust,
  journal,
  notebooks,
  origins,
  consented
}: {
  workspace: WorkspaceFolder;
  trust: Trust;
  journal: Journal;
  notebooks: LiveNotebooks;
  origins: Origins;
  /** The notebook that the person asked to be run, from the command line. */
  consented?: string;
}): Route[] {
  return [
    {
      at: "shell",
      path: "/api/notebooks",
      authority: "token",
      async POST({request}) {
        const path = textField(fieldsOf(await readJson(request), ["path"]), "path");
        if (!/\.html?$/i.test(path))
          throw new HttpError(400, `not a notebook: ${path}; expected a name ending in .html`);
        const {real, hash} = await workspace.find(segmentsOfPath(path));
        const {id, capability} = notebooks.open(real);
        const answer: OpenedNotebook = {
          id,
          origin: origins.notebook(id),
          etag: etagOf(hash),
          trusted: path === consented || trust.isTrusted(real, hash),
          filesBase: `/files/${capability}/`,
          hung: journal.running(id),
          journaled: journal.has(id)
        };
        return json(answer);
      }
    },
    {
      at: "shell",
      path: "/api/trust",
      authority: "token",
      async POST({request}) {
        const body = await readJson(request);
        if (typeof body === "object" && body !== null && "folder" in body) {
          const folder = textField(fieldsOf(body, ["folder"]), "folder", {empty: true});
          await trust.trustFolder(workspace.root, folder === "" ? [] : segmentsOfPath(folder));
        } else {
          const fields = fieldsOf(body, ["path", "etag"]);
          const path = textField(fields, "path");
          const {real, hash} = await workspace.find(segmentsOfPath(path));
          // What the person saw is what is trusted, not what was put there meanwhile.
          if (textField(fields, "etag") !== etagOf(hash))
            throw new HttpError(412, `changed meanwhile: ${path}`, {etag: etagOf(hash)});
          await trust.trustContent(real, hash);
        }
        return json({trusted: true} satisfies Trusted);
      }
    },
    {
      at: "shell",
      path: "/api/journal/:id",
      authority: "token",
      GET({params}) {
        const entry = journal.read(notebooks.get(params.id).id);
        if (entry === undefined) throw new HttpError(404, `no journal: ${params.id}`);
        return json(entry);
      },
      async PUT({request, params}) {
        const {id} = notebooks.get(params.id);
        const fields = fieldsOf(await readJson(request, journalCap), ["text", "base", "baseText", "at"]);
        const entry: JournalEntry = {
          text: textField(fields, "text", {max: journalCap, empty: true}),
          base: textField(fields, "base", {max: 256}),
          baseText: textField(fields, "baseText", {max: journalCap, empty: true}),
          at: integerField(fields, "at", 0)
        };
        await journal.write(id, entry);
        return done();
      },
      async DELETE({params}) {
        await journal.remove(notebooks.get(params.id).id);
        return done();
      }
    },
    {
      at: "shell",
      path: "/api/running/:id",
      authority: "token",
      async PUT({request, params}) {
        const {id} = notebooks.get(params.id);
        const fields = fieldsOf(await readJson(request), ["cell"]);
        await journal.setRunning(id, fields.cell === null ? null : integerField(fields, "cell", 1));
        return done();
      }
    }
  ];
}
