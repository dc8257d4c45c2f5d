import type {Mode} from "../format/notebook.ts";
import type {Command, Situation} from "./command.ts";

/** What the commands do; the page provides it. Cells are those selected where no id is named. */
export interface Actions {
  run(): void;
  runAll(): void;
  runStale(): void;
  insert(where: "above" | "below"): void;
  append(mode: Mode): void;
  remove(): void;
  move(by: -1 | 1): void;
  duplicate(): void;
  split(): void;
  mergeAbove(): void;
  setMode(mode: Mode): void;
  togglePinned(): void;
  toggleHidden(): void;
  toggleHeld(): void;
  toggleSource(): void;
  select(by: -1 | 1, extend: boolean): void;
  selectEdge(edge: "first" | "last"): void;
  selectAll(): void;
  edit(): void;
  leave(): void;
  undo(): void;
  redo(): void;
  save(): void;
  rename(): void;
  help(): void;
  variables(): void;
  blocks(): void;
  jumpToRunning(): void;
  palette(): void;
  sidebar(): void;
  nextPane(): void;
}

const one = (s: Situation) => s.selected.length === 1;
const some = (s: Situation) => s.selected.length > 0;
const cell = (s: Situation) => s.mode !== "input" && some(s);
const choosing = (s: Situation) => s.mode === "command";
const changingAnywhere = (s: Situation) => s.editable && s.mode !== "input";
const changing = (s: Situation) => s.editable && cell(s);

/** All commands of a notebook, in the order of the help. */
export function notebookCommands(actions: Actions): Command[] {
  const a = actions;
  return [
    command("run", "Run cell", "Run", ["Shift-Enter"], (s) => s.runnable && cell(s), a.run),
    command("run-all", "Run all cells", "Run", [], (s) => s.runnable, a.runAll),
    command("run-stale", "Run what is edited or stale", "Run", ["Shift-Alt-Enter"], (s) => s.runnable, a.runStale),
    command("hold", "Hold or release cell", "Run", ["h"], (s) => s.runnable && choosing(s) && some(s), a.toggleHeld),
    command("jump-to-running", "Go to the running cell", "Run", ["g"], choosing, a.jumpToRunning),

    command("insert-below", "Insert cell below", "Cells", ["Mod-Enter", "b"], changingAnywhere, () =>
      a.insert("below")
    ),
    command("insert-above", "Insert cell above", "Cells", ["Shift-Mod-Enter", "a"], changingAnywhere, () =>
      a.insert("above")
    ),
    command(
      "append-js",
      "Append code",
      "Cells",
      [],
      (s) => s.editable,
      () => a.append("js")
    ),
    command(
      "append-md",
      "Append text",
      "Cells",
      [],
      (s) => s.editable,
      () => a.append("md")
    ),
    command("delete", "Delete cell", "Cells", ["d", "Delete"], (s) => changing(s) && choosing(s), a.remove),
    command(
      "move-up",
      "Move cell up",
      "Cells",
      ["Alt-ArrowUp"],
      (s) => changing(s) && choosing(s),
      () => a.move(-1)
    ),
    command(
      "move-down",
      "Move cell down",
      "Cells",
      ["Alt-ArrowDown"],
      (s) => changing(s) && choosing(s),
      () => a.move(1)
    ),
    command("duplicate", "Duplicate cell", "Cells", ["Shift-d"], (s) => changing(s) && choosing(s), a.duplicate),
    command(
      "split",
      "Split cell at the cursor",
      "Cells",
      ["Alt-Enter"],
      (s) => changing(s) && s.mode === "edit",
      a.split
    ),
    command(
      "merge",
      "Merge with the cell above",
      "Cells",
      ["Alt-Backspace"],
      (s) => changing(s) && one(s),
      a.mergeAbove
    ),
    command("mode-js", "Change to JavaScript", "Cells", ["Mod-1"], changing, () => a.setMode("js")),
    command("mode-md", "Change to Markdown", "Cells", ["Mod-2"], changing, () => a.setMode("md")),
    command("mode-html", "Change to HTML", "Cells", ["Mod-3"], changing, () => a.setMode("html")),
    command("mode-ts", "Change to TypeScript", "Cells", [], changing, () => a.setMode("ts")),
    command("mode-tex", "Change to TeX", "Cells", [], changing, () => a.setMode("tex")),
    command("pin", "Pin or unpin source", "Cells", ["p"], (s) => changing(s) && choosing(s), a.togglePinned),
    command("hide", "Show or hide the value", "Cells", ["v"], (s) => changing(s) && choosing(s), a.toggleHidden),
    command("source", "Show or fold source", "Cells", ["o"], (s) => choosing(s) && some(s), a.toggleSource),

    command("edit", "Edit cell", "Select", ["Enter"], (s) => choosing(s) && one(s), a.edit),
    command("leave", "Leave the text", "Select", ["Escape"], (s) => s.mode !== "command" && !s.busy, a.leave),
    command("next", "Select next cell", "Select", ["j", "ArrowDown"], choosing, () => a.select(1, false)),
    command("previous", "Select previous cell", "Select", ["k", "ArrowUp"], choosing, () => a.select(-1, false)),
    command("extend-down", "Extend selection down", "Select", ["Shift-j", "Shift-ArrowDown"], choosing, () =>
      a.select(1, true)
    ),
    command("extend-up", "Extend selection up", "Select", ["Shift-k", "Shift-ArrowUp"], choosing, () =>
      a.select(-1, true)
    ),
    command("first", "Select first cell", "Select", ["Mod-Home", "Home"], choosing, () => a.selectEdge("first")),
    command("last", "Select last cell", "Select", ["Mod-End", "End"], choosing, () => a.selectEdge("last")),
    command("select-all", "Select all cells", "Select", ["Mod-a"], choosing, a.selectAll),

    command("undo", "Undo", "Edit", ["Mod-z"], (s) => s.editable && s.mode !== "input", a.undo),
    command("redo", "Redo", "Edit", ["Shift-Mod-z", "Mod-y"], (s) => s.editable && s.mode !== "input", a.redo),

    command("save", "Save", "Notebook", ["Mod-s"], () => true, a.save),
    command("rename", "Change the title", "Notebook", ["t"], (s) => s.editable && choosing(s), a.rename),
    command("variables", "Show variables", "Notebook", ["i"], choosing, a.variables),
    command("blocks", "Show or hide the blocks", "Notebook", ["l", "Shift-Mod-l"], () => true, a.blocks),
    command("help", "Show keys", "Notebook", ["?"], choosing, a.help),
    command("palette", "Show commands", "Notebook", ["Mod-k", "Shift-Mod-p"], () => true, a.palette),
    command("sidebar", "Show or hide the side bar", "Notebook", ["Mod-b"], () => true, a.sidebar),
    command("next-pane", "Go to the next pane", "Notebook", ["F6"], () => true, a.nextPane)
  ];
}

function command(
  id: string,
  title: string,
  group: Command["group"],
  keys: readonly string[],
  when: Command["when"],
  run: () => void
): Command {
  return {id, title, group, keys, when, run};
}
