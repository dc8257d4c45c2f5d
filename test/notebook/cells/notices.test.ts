import {expect, test} from "vitest";
import {analyseNotebook} from "../../../renderer/notebook/analysis/analyseNotebook.ts";
import {noticesOf, withLinks, type Notice} from "../../../renderer/notebook/cells/notices.ts";
import {CellError} from "../../../renderer/notebook/engine/errors.ts";
import type {CellState} from "../../../renderer/notebook/engine/types.ts";
import type {Cell, Mode} from "../../../renderer/notebook/format/notebook.ts";

const known = {library: new Set(["display", "md"]), page: (name: string) => name in globalThis};

function cell(id: number, source: string, mode: Mode = "js"): Cell {
  return {id, mode, source, pinned: true, hidden: false, attributes: []};
}

function state(changes: Partial<CellState>): CellState {
  return {
    id: 1,
    status: "idle",
    reason: "",
    error: undefined,
    because: [],
    held: false,
    ran: true,
    elapsed: 1,
    ...changes
  };
}

function said(notices: readonly Notice[]): string[] {
  return notices.map(({tone, parts}) =>
    [
      tone,
      parts.map((part) => (typeof part === "string" ? part : "code" in part ? part.code : part.text)).join("")
    ].join(": ")
  );
}

function notices(cells: Cell[], changes: Partial<CellState> = {}, options?: {hung: boolean}): string[] {
  return said(noticesOf(cells[0], analyseNotebook(cells, known), state(changes), options));
}

test("a cell that is in order says nothing", () => {
  expect(notices([cell(1, "1 + 1")])).toEqual([]);
});

test("a syntax error says its line", () => {
  expect(notices([cell(1, "const a = 1;\nconst = 2;")])).toEqual([expect.stringMatching(/^error: .* · line 2$/)]);
});

test("an import of what is not bundled says so before anything runs", () => {
  expect(notices([cell(1, 'import {x} from "npm:left-pad";')])).toEqual([
    expect.stringMatching(/^error: .*left-pad.*line 1$/)
  ]);
});

test("a failure says its kind, its words and its line", () => {
  const error = new CellError("no such thing", {cell: 1, line: 3, kind: "RangeError"});
  expect(notices([cell(1, "f()")], {status: "error", error})).toContain("error: RangeError: no such thing · line 3");
});

test("a duplicate or circular name is said once, although the runtime failed for it", () => {
  const failed = (message: string) => ({
    status: "error" as const,
    error: new CellError(message, {cell: 1, kind: "RuntimeError"})
  });
  const twice = notices([cell(1, "const a = 1"), cell(2, "const a = 2")], failed("a is defined more than once"));
  expect(twice).toEqual(["caution: a is also defined in cell 2"]);
  const round = notices([cell(1, "const a = b"), cell(2, "const b = a")], failed("circular definition"));
  expect(round).toEqual([expect.stringMatching(/^caution: circular: /)]);
});

test("an undefined name is said once, however often it is read and although the run failed for it", () => {
  const error = new CellError("nope is not defined", {cell: 1, line: 1, kind: "ReferenceError"});
  expect(notices([cell(1, "nope + nope")], {status: "error", error})).toEqual(["error: nope is not defined · line 1"]);
});

test("the failure of an older text is not said of the edited one", () => {
  const error = new CellError("no", {cell: 1, line: 1});
  expect(notices([cell(1, "1")], {status: "edited", error})).toEqual([]);
});

test("a name of Observable's library that is not here is said to be absent", () => {
  expect(notices([cell(1, "echarts")])).toEqual(["caution: echarts is not part of Subband · line 1"]);
});

test("three definitions name both others", () => {
  expect(notices([cell(1, "const a = 1;"), cell(4, "const a = 2;"), cell(9, "const a = 3;")])).toEqual([
    "caution: a is also defined in cell 4 and cell 9"
  ]);
});

test("waiting is one quiet line with a link", () => {
  const reason = "waiting for `a` (cell 5)";
  expect(notices([cell(1, "1")], {status: "waiting", reason})).toEqual(["quiet: waiting for a (cell 5)"]);
  expect(withLinks(reason)).toEqual(["waiting for ", {code: "a"}, " (", {cell: 5, text: "cell 5"}, ")"]);
});

test("a cell that did not finish says so", () => {
  expect(notices([cell(1, "1")], {}, {hung: true})).toEqual([expect.stringContaining("did not finish last time")]);
});
