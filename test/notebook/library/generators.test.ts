import {expect, test} from "vitest";
import {input} from "../../../renderer/notebook/library/generators/input.ts";
import {now} from "../../../renderer/notebook/library/generators/now.ts";
import {observe} from "../../../renderer/notebook/library/generators/observe.ts";
import {queue} from "../../../renderer/notebook/library/generators/queue.ts";
import {Mutable} from "../../../renderer/notebook/library/mutable.ts";
import {Slider} from "../engine/run.ts";

test("observe gives the latest value, and waits for the next", async () => {
  let change: (value: number) => number = Number;
  const values = observe<number>((report) => void (change = report));
  change(1);
  change(2);
  expect(await values.next()).toEqual({done: false, value: 2});
  const next = values.next();
  change(3);
  expect(await next).toEqual({done: false, value: 3});
});

test("queue gives every value", async () => {
  const values = queue<number>((change) => void [1, 2, 3].forEach(change));
  const read = [await values.next(), await values.next(), await values.next()].map(({value}) => value);
  expect(read).toEqual([1, 2, 3]);
});

test.each([
  ["observe", observe],
  ["queue", queue]
])("%s ends once, and whoever waits is told", async (_name, make) => {
  let ended = 0;
  const values = make<number>(() => () => void ended++);
  const next = values.next();
  await values.return();
  await values.return();
  expect([await next, await values.next(), ended]).toEqual([
    {done: true, value: undefined},
    {done: true, value: undefined},
    1
  ]);
});

test.each([
  ["observe", observe],
  ["queue", queue]
])("%s refuses an initializer that returns anything but a function", (_name, make) => {
  expect(() => make((() => Promise.resolve()) as never)).toThrow("invalid initializer");
});

test("now is the time, each time", () => {
  const times = now();
  expect(Math.abs((times.next().value as number) - Date.now())).toBeLessThan(1000);
});

test("an input gives its value, and again when it changes, until it ends", async () => {
  const slider = new Slider(1);
  const values = input(slider);
  expect(await values.next()).toEqual({done: false, value: 1});
  const next = values.next();
  slider.move(2);
  expect(await next).toEqual({done: false, value: 2});
  await values.return();
  slider.move(3);
  expect(await values.next()).toEqual({done: true, value: undefined});
});

test.each<[string, object, string, unknown]>([
  ["a range", {type: "range", value: "3", valueAsNumber: 3}, "input", 3],
  ["a number", {type: "number", value: "", valueAsNumber: NaN}, "input", NaN],
  ["a checkbox", {type: "checkbox", value: "on", checked: true}, "click", true],
  ["a button", {type: "button", value: "b"}, "click", "b"],
  ["a date", {type: "date", value: "", valueAsDate: null}, "input", null],
  ["a file", {type: "file", value: "C:\\a", files: ["a"], multiple: false}, "change", "a"],
  ["files", {type: "file", value: "C:\\a", files: ["a", "b"], multiple: true}, "change", ["a", "b"]],
  ["a multiple select", {type: "select-multiple", selectedOptions: [{value: "a"}, {value: "b"}]}, "input", ["a", "b"]],
  ["a form of its own", {value: {a: 1}}, "input", {a: 1}]
])("%s has the value that a person means", async (_name, properties, event, expected) => {
  const element = Object.assign(new EventTarget(), properties);
  const values = input(element);
  expect((await values.next()).value).toEqual(expected);
  const next = values.next();
  element.dispatchEvent(new Event(event));
  expect((await next).value).toEqual(expected);
});

test("a mutable value is read, set and followed", async () => {
  const mutable = Mutable(1);
  expect([mutable.value, (await mutable.next()).value]).toEqual([1, 1]);
  mutable.value = 5;
  expect([mutable.value, (await mutable.next()).value]).toEqual([5, 5]);
  const next = Mutable<number>().next();
  await expect(Promise.race([next, Promise.resolve("nothing yet")])).resolves.toBe("nothing yet");
});
