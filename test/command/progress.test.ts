import {expect, test} from "vitest";
import {createProgress} from "../../command/progress.ts";
import {summary} from "../../command/summary.ts";

function output(isTTY: boolean) {
  const written: string[] = [];
  return {isTTY, columns: 20, written, write: (text: string) => written.push(text)};
}

test("on a terminal the line is written over and cut at its edge", () => {
  const terminal = output(true);
  const progress = createProgress(terminal, () => 0);
  progress.show("epoch 1", 0.256);
  progress.show("a line that is far too long", 1);
  progress.end();
  expect(terminal.written).toEqual(["\r\u001b[K 26 %  epoch 1", "\r\u001b[K100 %  a line that ", "\n"]);
});

test("in a log a line comes at most every five seconds, and the last one always", () => {
  const log = output(false);
  let now = 0;
  const progress = createProgress(log, () => now);
  for (const [at, text] of [
    [0, "a"],
    [4999, "b"],
    [5000, "c"],
    [5001, "d"],
    [5002, "e"]
  ] as const) {
    now = at;
    progress.show(text);
  }
  progress.end();
  progress.end();
  expect(log.written).toEqual(["a\n", "c\n", "e\n", ""]);
});

test("a line stays one line", () => {
  const log = output(false);
  createProgress(log, () => 0).show("one\ntwo");
  expect(log.written).toEqual(["one two\n"]);
});

test("a report is told in a few lines", () => {
  const report = {
    backend: "wasm",
    device: "threads",
    seconds: 12.34,
    cells: [{}, {}],
    runs: [{name: "fit", cell: 5, final: {loss: 0.123456, accuracy: 0.9, note: "x"}}]
  };
  expect([...summary(report)]).toEqual([
    "ran 2 cells in 12.3 s (wasm, threads)",
    "  fit (cell 5): loss 0.1235, accuracy 0.9"
  ]);
  expect([...summary(null)]).toEqual([]);
});
