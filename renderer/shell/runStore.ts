import type {FromFrame, FromShell, Message} from "../protocol/messages.ts";
import type {Host} from "./host.ts";
import {words} from "../protocol/words.ts";

/** Most bytes that one open notebook may write to its runs before it is opened anew. */
const budget = 4 * 2 ** 30;

/** Answers the `store` messages of one notebook with the files of its runs, and of no other's. */
export function runStore(
  host: Pick<Host, "runs" | "run" | "putRun" | "removeRun">,
  id: string,
  send: (message: Message<FromShell, "stored">, transfer?: Transferable[]) => void
): (message: Message<FromFrame, "store">) => Promise<void> {
  let written = 0;

  async function answer({
    operation,
    fingerprint,
    file,
    bytes
  }: Message<FromFrame, "store">): Promise<Omit<Message<FromShell, "stored">, "type" | "request">> {
    if (operation === "list") {
      const {runs} = await host.runs(id);
      if (fingerprint === undefined) return {names: runs.map((run) => run.fingerprint)};
      return {names: runs.find((run) => run.fingerprint === fingerprint)?.files.map(({name}) => name) ?? []};
    }
    if (fingerprint === undefined) return {error: `missing fingerprint; ${operation} needs one`};
    if (operation === "delete") {
      await host.removeRun(id, fingerprint, file);
      return {};
    }
    if (file === undefined) return {error: `missing file; ${operation} needs one`};
    if (operation === "get") {
      // Asked for first: a browser writes every 404 to the console, and a run that is not there yet is no fault.
      const {runs} = await host.runs(id);
      const there = runs.find((run) => run.fingerprint === fingerprint)?.files.some(({name}) => name === file);
      return {bytes: there ? await host.run(id, fingerprint, file) : null};
    }
    if (bytes === undefined) return {error: "missing bytes; put needs them"};
    written += bytes.byteLength;
    if (!(written <= budget))
      return {error: `too much stored: more than ${budget} bytes since the notebook was opened`};
    await host.putRun(id, fingerprint, file, bytes);
    return {};
  }

  return async (message) => {
    const {request} = message;
    try {
      const result = await answer(message);
      send({type: "stored", request, ...result}, result.bytes ? [result.bytes.buffer] : []);
    } catch (error) {
      send({type: "stored", request, error: words(error)});
    }
  };
}
