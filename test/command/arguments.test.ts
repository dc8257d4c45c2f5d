import {expect, test} from "vitest";
import {readArguments, readSetting, UsageError} from "../../command/arguments.ts";

test("nothing starts Subband in a window", () => {
  expect(readArguments([])).toEqual({name: "start", open: true, port: undefined, workspace: undefined});
});

test("start takes a port, a folder and no window", () => {
  expect(readArguments(["--no-open", "--port", "4321", "--workspace", "work"])).toEqual({
    name: "start",
    open: false,
    port: 4321,
    workspace: "work"
  });
});

test("run takes a notebook, settings, a backend and a file", () => {
  const args = "run a.html --json out.json --set width=8 --set kind=adam --set on=true --backend wasm".split(" ");
  expect(readArguments(args)).toEqual({
    name: "run",
    notebook: "a.html",
    json: "out.json",
    set: {width: "8", kind: '"adam"', on: "true"},
    backend: "wasm",
    timeout: 1800
  });
});

test("check takes notebooks", () => {
  expect(readArguments(["check", "a.html", "b.html"])).toEqual({
    name: "check",
    notebooks: ["a.html", "b.html"],
    json: undefined
  });
});

test.each([
  ["a=1", ["a", "1"]],
  ["a=1.50", ["a", "1.5"]],
  ["a=", ["a", '""']],
  ["a=b=c", ["a", '"b=c"']],
  ['a="1"', ["a", '"1"']],
  ["größe=[1, 2]", ["größe", "[1,2]"]]
])("--set %s is a name and JSON", (text, expected) => expect(readSetting(text)).toEqual(expected));

test.each([
  ["start it", /'start'/],
  ["--port x", /invalid port: x; expected a whole number from 1 to 65535/],
  ["--port 0", /invalid port: 0/],
  ["--port 65536", /invalid port: 65536/],
  ["--wide", /'--wide'/],
  ["--port", /port/],
  ["run", /invalid number of notebooks: 0; run takes one/],
  ["run a.html b.html", /invalid number of notebooks: 2/],
  ["run a.html --set width", /invalid --set: width; expected name=value/],
  ["run a.html --set =1", /invalid --set: =1/],
  ["run a.html --set a-b=1", /invalid --set: a-b=1/],
  ["run a.html --timeout 0", /invalid timeout: 0; expected a number of seconds above 0/],
  ["run a.html --timeout soon", /invalid timeout: soon; expected a number of seconds above 0/],
  ["run a.html --backend gpu", /unknown backend: gpu; expected one of auto, webgpu, webgl, wasm, cpu/],
  ["run a.html --no-open", /'--no-open'/],
  ["check", /missing notebook/]
])("%s is refused with what would do", (line, words) => {
  expect(() => readArguments(line.split(" "))).toThrow(words);
  expect(() => readArguments(line.split(" "))).toThrow(UsageError);
});
