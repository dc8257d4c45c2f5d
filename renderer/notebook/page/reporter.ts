import type {FromFrame, Message} from "../../protocol/messages.ts";

type Told =
  | Message<FromFrame, "title">
  | Message<FromFrame, "outline">
  | Message<FromFrame, "status">
  | Message<FromFrame, "commands">;

/** Tells the shell what it shows around a notebook, each thing only when it has changed. */
export function createReporter(send: (message: FromFrame) => void): (message: Told) => void {
  const last = new Map<string, string>();
  return (message) => {
    const text = JSON.stringify(message);
    if (last.get(message.type) === text) return;
    last.set(message.type, text);
    send(message);
  };
}
