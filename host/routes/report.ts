import type {Report} from "../api.ts";
import {done} from "../answer.ts";
import {notebookCap, readJson} from "../body.ts";
import {fieldsOf, textField} from "../fields.ts";
import {HttpError} from "../httpError.ts";
import type {Route} from "../route.ts";

function readReport(body: unknown): Report {
  const type = typeof body === "object" && body !== null && "type" in body ? body.type : undefined;
  if (type === "progress") {
    const fields = fieldsOf(body, ["type", "text", "fraction"]);
    const text = textField(fields, "text");
    const {fraction} = fields;
    if (fraction === undefined) return {type, text};
    if (!(typeof fraction === "number" && fraction >= 0 && fraction <= 1))
      throw new HttpError(400, `invalid fraction: ${String(fraction).slice(0, 40)}; expected a number from 0 to 1`);
    return {type, text, fraction};
  }
  if (type === "end") {
    const fields = fieldsOf(body, ["type", "report", "error"]);
    const optional = (name: string) =>
      fields[name] === undefined ? undefined : textField(fields, name, {max: notebookCap});
    return {type, report: optional("report"), error: optional("error")};
  }
  throw new HttpError(400, "invalid type of report; expected progress or end");
}

/** Where the page of a run from the command line tells how it goes. */
export function reportRoutes(receive: (report: Report) => void): Route[] {
  return [
    {
      at: "shell",
      path: "/api/report",
      authority: "token",
      async POST({request}) {
        receive(readReport(await readJson(request, notebookCap)));
        return done();
      }
    }
  ];
}
