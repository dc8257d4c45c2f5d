import type {Command, Situation} from "../commands/command.ts";
import type {FromFrame, FromShell} from "../../protocol/messages.ts";
import type {Journal} from "./journal.ts";
import type {createOutside} from "./outside.ts";
import type {Selecting} from "./selecting.ts";

export interface ReceiverOptions {
  readonly commands: readonly Command[];
  situation(): Situation;
  readonly selecting: Selecting;
  readonly journal: Journal;
  readonly outside: ReturnType<typeof createOutside>;
  send(message: FromFrame): void;
  /** The file holds this text now. */
  saved(text: string): void;
  /** The person wants the notebook to run. */
  run(): void;
}

/** Does what the shell says to an open notebook. */
export function receiver(options: ReceiverOptions): (message: Exclude<FromShell, {type: "open" | "stored"}>) => void {
  const {commands, situation, selecting, journal, outside, send} = options;
  return (message) => {
    switch (message.type) {
      case "run":
        return options.run();
      case "saved": {
        const text = journal.confirm(message.revision);
        if (text !== undefined) options.saved(text);
        return;
      }
      case "outside":
        return outside.changed(message);
      case "resolve":
        return outside.resolve(message);
      case "command":
        // from the palette or a menu: the cell is meant, wherever the cursor was
        return commands.find(({id, when}) => id === message.id && when({...situation(), mode: "command"}))?.run();
      case "reveal":
        return selecting.go(message.cell);
      case "ping":
        return send({type: "pong", n: message.n});
      case "flush":
        return journal.flush();
    }
  };
}
