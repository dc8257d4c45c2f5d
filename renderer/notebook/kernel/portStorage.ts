import type {RunStorage} from "../../../kernels/training/slot/storage.ts";
import type {FromFrame, FromShell, Message} from "../../protocol/messages.ts";

type Stored = Message<FromShell, "stored">;

export interface PortStorage extends RunStorage {
  /** The shell's answer to a request. */
  answer(message: Stored): void;
}

/** Keeps runs beside the notebook, through the shell: each request is one message, answered by its number. */
export function portStorage(send: (message: FromFrame) => void): PortStorage {
  let last = 0;
  const waiting = new Map<number, {resolve: (answer: Stored) => void; reject: (error: Error) => void}>();

  function ask(request: Omit<Message<FromFrame, "store">, "type" | "request">): Promise<Stored> {
    return new Promise((resolve, reject) => {
      waiting.set(++last, {resolve, reject});
      send({type: "store", request: last, ...request});
    });
  }

  return {
    answer(message) {
      const open = waiting.get(message.request);
      waiting.delete(message.request);
      if (message.error !== undefined) open?.reject(new Error(message.error));
      else open?.resolve(message);
    },
    async read(fingerprint, file) {
      const {bytes} = await ask({operation: "get", fingerprint, file});
      return bytes ?? null;
    },
    async write(fingerprint, file, bytes) {
      await ask({operation: "put", fingerprint, file, bytes: new Uint8Array(bytes)});
    },
    async remove(fingerprint) {
      await ask({operation: "delete", fingerprint});
    }
  };
}
