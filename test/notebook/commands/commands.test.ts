import {expect, test} from "vitest";
import {commandFor, type Situation} from "../../../renderer/notebook/commands/command.ts";
import {keyOf, showKey, type KeyPress} from "../../../renderer/notebook/commands/key.ts";
import {notebookCommands, type Actions} from "../../../renderer/notebook/commands/notebookCommands.ts";

const called: string[] = [];
const actions = new Proxy({} as Actions, {
  get:
    (_, name) =>
    (...args: unknown[]) =>
      called.push([name, ...args].join(" "))
});
const commands = notebookCommands(actions);
const command: Situation = {mode: "command", editable: true, runnable: true, selected: [1], busy: false};
const edit: Situation = {...command, mode: "edit"};

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  return {key, code: "", altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...rest};
}

test.each([
  [press("Enter", {shiftKey: true}), "Shift-Enter"],
  [press("Enter", {shiftKey: true, ctrlKey: true}), "Shift-Mod-Enter"],
  [press("J", {shiftKey: true}), "Shift-j"],
  [press("J"), "j"],
  [press("?", {shiftKey: true}), "?"],
  [press("Z", {shiftKey: true, ctrlKey: true}), "Shift-Mod-z"],
  [press("z", {metaKey: true}), "Meta-z"],
  [press("ArrowUp", {altKey: true}), "Alt-ArrowUp"]
])("a key press has one name: %#", (event, name) => {
  expect(keyOf(event, false)).toBe(name);
});

test("Mod is Command on a Mac", () => {
  expect(keyOf(press("z", {metaKey: true}), true)).toBe("Mod-z");
  expect(keyOf(press("å", {altKey: true, code: "KeyA"}), true)).toBe("Alt-a");
  expect(showKey("Shift-Mod-Enter", true)).toBe("⇧⌘↩");
  expect(showKey("Shift-Mod-Enter", false)).toBe("Shift+Ctrl+Enter");
});

test("ids are unique", () => {
  expect(new Set(commands.map(({id}) => id)).size).toBe(commands.length);
});

test("no key calls two commands in one situation", () => {
  const situations = (["command", "edit", "input"] as const).flatMap((mode) =>
    [[], [1], [1, 2]].map((selected) => ({...command, mode, selected}))
  );
  for (const situation of situations)
    for (const key of new Set(commands.flatMap(({keys}) => keys))) {
      const matching = commands.filter((each) => each.keys.includes(key) && each.when(situation));
      expect(matching.map(({id}) => id).length, `${key} in ${situation.mode}`).toBeLessThan(2);
    }
});

test.each([
  ["Shift-Enter", edit, "run"],
  ["Mod-Enter", edit, "insert-below"],
  ["Shift-Mod-Enter", command, "insert-above"],
  ["Enter", command, "edit"],
  ["Enter", edit, undefined],
  ["Escape", edit, "leave"],
  ["Escape", {...edit, busy: true}, undefined],
  ["d", command, "delete"],
  ["d", edit, undefined],
  ["b", edit, undefined],
  ["Shift-j", command, "extend-down"],
  ["Mod-z", edit, "undo"],
  ["Mod-z", {...command, mode: "input"}, undefined],
  ["Alt-ArrowUp", command, "move-up"],
  ["Alt-ArrowUp", edit, undefined],
  ["Mod-2", edit, "mode-md"],
  ["Alt-Enter", edit, "split"]
] as [string, Situation, string | undefined][])("%s calls the command of its situation: %#", (key, situation, id) => {
  expect(commandFor(commands, key, situation)?.id).toBe(id);
});

test("a notebook that may not be changed offers no command that changes it", () => {
  const readonly = {...command, editable: false};
  const offered = commands.filter((each) => each.when(readonly)).map(({id}) => id);
  for (const id of ["delete", "insert-below", "move-up", "mode-md", "pin", "undo", "merge", "split", "duplicate"])
    expect(offered).not.toContain(id);
  expect(offered).toContain("run");
});

test("a preview offers no way to run", () => {
  const preview = {...command, runnable: false};
  expect(commands.filter((each) => each.when(preview) && each.group === "Run").map(({id}) => id)).toEqual([
    "jump-to-running"
  ]);
});

test("a command calls its action", () => {
  called.length = 0;
  commandFor(commands, "Mod-3", command)!.run();
  expect(called).toEqual(["setMode html"]);
});
