import type {Command} from "../commands/command.ts";
import {showKey} from "../commands/key.ts";
import type {CellState} from "../engine/types.ts";
import type {Notebook} from "../format/notebook.ts";
import {outlineOf} from "../panels/outline.ts";
import type {FromFrame} from "../../protocol/messages.ts";
import type {Training} from "./options.ts";
import {createReporter} from "./reporter.ts";

/** The longest line that the shell takes. */
const longest = 2000;

/** Tells the shell what it shows around a notebook: title, outline, status, commands; each only when it has changed. */
export function createTelling(send: (message: FromFrame) => void) {
  const report = createReporter(send);
  return {
    commands(commands: readonly Command[], mac: boolean): void {
      report({
        type: "commands",
        commands: commands.map(({id, title, group, keys}) => ({
          id,
          title,
          group,
          ...(keys.length > 0 ? {key: showKey(keys[0], mac)} : {})
        }))
      });
    },
    headings(notebook: Notebook): void {
      report({type: "title", title: notebook.title.slice(0, longest)});
      const entries = outlineOf(notebook).map((each) => ({...each, text: each.text.slice(0, longest)}));
      report({type: "outline", entries});
    },
    status({cells}: Notebook, states: ReadonlyMap<number, CellState>, {cells: training, ...rest}: Training): void {
      const evaluating = cells.find(({id}) => states.get(id)?.status === "running")?.id;
      report({type: "status", ...rest, running: evaluating ?? training[0] ?? null, runs: training.length});
    }
  };
}
