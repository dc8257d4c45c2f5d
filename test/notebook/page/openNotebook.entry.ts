import "../../../renderer/notebook/notebook.css";
import {openNotebook, type OpenNotebook} from "../../../renderer/notebook/openNotebook.ts";
import type {FromFrame, FromShell, Message} from "../../../renderer/protocol/messages.ts";

/** A whole notebook without its shell: what it sends is kept, what it stores is kept in memory. */
const sent: FromFrame[] = [];
const files = new Map<string, Uint8Array<ArrayBuffer>>();
let opened: OpenNotebook | undefined;

function answer(message: Message<FromFrame, "store">): void {
  const key = `${message.fingerprint}/${message.file}`;
  if (message.operation === "put") files.set(key, message.bytes!);
  if (message.operation === "delete") files.clear();
  queueMicrotask(() =>
    opened!.receive({
      type: "stored",
      request: message.request,
      ...(message.operation === "get" ? {bytes: files.get(key) ?? null} : {})
    })
  );
}

const api = {
  sent,
  files,
  open(cells: readonly (readonly [id: number, source: string])[], batch?: Message<FromShell, "open">["batch"]) {
    const scripts = cells.map(
      ([id, source]) => `  <script id="${id}" type="module" pinned="">\n${source.replace(/^/gm, "    ")}\n  </script>\n`
    );
    const text = `<!doctype html>\n<notebook theme="air">\n  <title>t</title>\n${scripts.join("")}</notebook>\n`;
    opened = openNotebook(
      {type: "open", text, saved: text, path: "t.html", mode: "run", filesBase: "/files/x/", ...(batch ? {batch} : {})},
      window,
      (message) => {
        sent.push(message);
        if (message.type === "store") answer(message);
      }
    );
  },
  get report(): (Record<string, unknown> & {failure: string | null}) | undefined {
    const message = sent.find((each) => each.type === "report");
    return message && {...(JSON.parse(message.report) as object), failure: message.error ?? null};
  }
};
declare global {
  var whole: typeof api;
}
globalThis.whole = api;
