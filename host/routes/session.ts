import type {About, Session} from "../api.ts";
import {json} from "../answer.ts";
import {readJson} from "../body.ts";
import {fieldsOf, textField} from "../fields.ts";
import type {Route} from "../route.ts";
import type {Sessions} from "../session.ts";

/** Who one is and what this is. */
export function sessionRoutes(sessions: Sessions, about: Omit<About, "transport">): Route[] {
  return [
    {
      at: "shell",
      path: "/api/session",
      authority: "exchange",
      async POST({request, context}) {
        const fields = fieldsOf(await readJson(request), ["code", "claim"]);
        const code = textField(fields, "code", {max: 200});
        const claim = fields.claim === undefined ? undefined : textField(fields, "claim", {max: 200});
        return json({token: sessions.exchange(code, {windowId: context.windowId, claim})} satisfies Session);
      }
    },
    {
      at: "shell",
      path: "/api/about",
      authority: "token",
      GET: ({context}) => json({...about, transport: context.transport} satisfies About)
    }
  ];
}
