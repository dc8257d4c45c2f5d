import {done} from "../host/answer.ts";
import {readJson} from "../host/body.ts";
import {fieldsOf, textField} from "../host/fields.ts";
import {HttpError} from "../host/httpError.ts";
import {locateExisting} from "../host/locate.ts";
import type {Route} from "../host/route.ts";
import {segmentsOfPath} from "../host/segments.ts";

/** What the desktop can do for the shell. Electron does it; tests do it by writing down what was asked. */
export interface ShellPort {
  /** Shows a file in the system's file manager; `path` is real and inside the workspace. */
  showInFolder(path: string): void;
  /** Something trains: the machine stays awake and the page is not throttled, for as long as it lasts and no longer. */
  setBusy(busy: boolean): void;
}

/** The desktop's own part of the API, behind the same token: POST /api/desktop/show {path}, /api/desktop/busy {busy}. */
export function desktopRoutes(port: ShellPort, workspace: () => string): Route[] {
  return [
    {
      at: "shell",
      path: "/api/desktop/show",
      authority: "token",
      async POST({request}) {
        const path = textField(fieldsOf(await readJson(request), ["path"]), "path");
        port.showInFolder(await locateExisting(workspace(), segmentsOfPath(path)));
        return done();
      }
    },
    {
      at: "shell",
      path: "/api/desktop/busy",
      authority: "token",
      async POST({request}) {
        const {busy} = fieldsOf(await readJson(request), ["busy"]);
        if (typeof busy !== "boolean") throw new HttpError(400, "invalid busy; expected true or false");
        port.setBusy(busy);
        return done();
      }
    }
  ];
}
