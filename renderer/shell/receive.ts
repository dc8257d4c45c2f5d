import type {FromFrame, Message} from "../protocol/messages.ts";
import {nameOf} from "./fileTree.ts";
import type {Keeper, Version} from "./keeper.ts";
import type {Mounted} from "./mounted.ts";
import type {OpenNotebook} from "./openNotebook.ts";
import type {OutsideChange} from "./outsideChange.ts";
import type {ShownSignals} from "./shown.ts";
import type {Surroundings} from "./surroundings.ts";

/** What a message of a frame can change. */
export interface Receiving {
  readonly notebook: OpenNotebook;
  readonly is: ShownSignals;
  readonly keeper: Keeper;
  readonly around: Surroundings;
  readonly outside: OutsideChange;
  readonly batch: boolean;
  readonly store: (message: Message<FromFrame, "store">) => Promise<void>;
  /** Tells the command line; nobody else listens. */
  report(report: Parameters<Surroundings["host"]["report"]>[0]): void;
  /** Reads the file that someone else wrote and has the frame merge it. */
  readOutside(): Promise<void>;
  /** Asks the person about the latest conflict. */
  ask(): Promise<void>;
}

/** Does what a notebook's frame asks for, as far as its phase allows it. */
export function receive(message: FromFrame, mounted: Mounted, to: Receiving): void {
  const {notebook, is, keeper, around, outside, batch, store} = to;
  // A preview is read-only, so nothing that changes anything can have come from the person.
  const isPreview = is.phase.value.kind === "preview";
  const mayWrite = !isPreview && !batch;
  const changed = (version: Version, dirty: boolean) => {
    is.unwritable.value = null;
    if (version.revision > keeper.version.revision) keeper.changed(version, dirty);
  };
  switch (message.type) {
    case "opened":
      mounted.opened = true;
      if (message.error !== undefined && batch) to.report({type: "end", error: message.error});
      if (message.error === undefined && message.title !== "") is.title.value = message.title;
      if (keeper.state.value.kind === "conflict") void to.readOutside();
      return;
    case "changed":
      if (mayWrite) changed(mounted.version(message), message.dirty);
      return;
    case "save":
      if (!mayWrite) return;
      is.restored.value = null;
      changed(mounted.version(message), true);
      void keeper.save();
      return;
    case "unwritable":
      is.unwritable.value = message.error;
      return;
    case "started":
      return mounted.cells.started(message.cell);
    case "finished":
      return mounted.cells.finished(message.cell);
    case "title":
      return mounted.news.put("title", () => (is.title.value = message.title || nameOf(notebook.path)));
    case "outline":
      return mounted.news.put("outline", () => (is.outline.value = message.entries));
    case "status":
      return mounted.news.put("status", () => (is.status.value = message));
    case "pong":
      return mounted.heart.answered(message.n);
    case "commands":
      return mounted.news.put("commands", () => (is.commands.value = message.commands));
    case "shortcut":
      return around.shortcut(notebook, message.name);
    case "merged": {
      const file = mayWrite ? outside.merged(message.n) : null;
      if (!file) return;
      is.conflicting.value = false;
      keeper.rebase(file, mounted.version(message), message.dirty);
      return;
    }
    case "conflicts":
      if (!mayWrite || !outside.conflicting(message.n, message.cells)) return;
      keeper.block("conflict");
      is.conflicting.value = true;
      return void to.ask();
    case "store":
      if (!isPreview) void store(message);
      return;
    case "download":
      if (mayWrite) around.download(notebook, message);
      return;
    case "link":
      return around.link(notebook, message.url);
    case "progress":
      return to.report({
        type: "progress",
        text: message.text,
        ...(message.fraction !== undefined && {fraction: Math.min(1, Math.max(0, message.fraction))})
      });
    case "report":
      return to.report({type: "end", report: message.report, error: message.error});
    case "ready":
      return;
  }
}
