import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../browser/page.ts";
import type {} from "./openNotebook.entry.ts";

let opened: BrowserPage;
beforeAll(async () => {
  opened = await openPage("test/notebook/page/openNotebook.entry.ts");
});
beforeEach(async () => {
  await opened.page.goto(opened.origin);
});
afterEach(() => expect(opened.errors).toEqual([]));
afterAll(() => opened.close());

const net = `const net = network([1, 8, 8], (x) => blocks.classifier(blocks.conv(x, {width: 8, kernel: 3, padding: 1}), {classes: 10}));`;
const fit = `const fit = train(net, data.digits(), {epochs: 1, batch: 64, seed: 1});`;
const training: [number, string][] = [
  [1, net],
  [2, fit],
  [3, "fit.step"],
  [4, 'weights.save(fit, {name: "digits.safetensors"})']
];

const open = (cells: [number, string][], batch?: Parameters<typeof whole.open>[1]) =>
  opened.page.evaluate(([cells, batch]) => whole.open(cells, batch), [cells, batch] as const);
const output = (id: number) => opened.page.locator(`#cell-${id} .output`);

test("a network that is displayed is a table", async () => {
  await open([
    [1, net],
    [2, "net"]
  ]);
  await expect.poll(() => output(2).innerText(), {timeout: 30_000}).toMatch(/parameters[\s\S]*conv/);
});

test("opening a notebook that trains starts no run", async () => {
  await open(training);
  await expect.poll(() => output(2).innerText(), {timeout: 30_000}).toContain("Ready");
  await expect.poll(() => output(3).innerText()).toBe("0");
  const status = await opened.page.evaluate(() => whole.sent.filter((each) => each.type === "status"));
  expect(status.every((each) => each.runs === 0)).toBe(true);
});

test("Run trains in a worker, readers follow, and the weights are offered as a file", async () => {
  await open(training);
  await opened.page.getByRole("button", {name: "Run", exact: true}).click({timeout: 30_000});
  await expect.poll(() => output(2).innerText(), {timeout: 90_000}).toContain("Trained");
  await expect.poll(() => output(3).innerText()).toBe("22");
  await opened.page.getByRole("button", {name: "Save weights"}).click();
  await expect.poll(() => output(4).innerText(), {timeout: 30_000}).toMatch(/ [1-9][\d.]* kB; read back and equal/);
  const file = await opened.page.evaluate(() => whole.sent.find((each) => each.type === "download")!);
  expect(file).toMatchObject({name: "digits.safetensors"});
  const kept = await opened.page.evaluate(() => [...whole.files.keys()].map((key) => key.split("/")[1]));
  expect(kept).toEqual(expect.arrayContaining(["plan.json"]));
});

test("a run without a person evaluates, sets inputs, trains and reports", async () => {
  await open(
    [
      [1, 'const epochs = view(Inputs.range([1, 3], {step: 1, value: 1, label: "epochs"}));'],
      [2, net],
      [3, "const fit = train(net, data.digits(), {epochs, batch: 64, seed: 1});"],
      [4, "const typed = new Float32Array([1, 2]);"]
    ],
    {set: {epochs: "2"}, backend: "cpu"}
  );
  await expect.poll(() => opened.page.evaluate(() => whole.report), {timeout: 100_000}).toBeDefined();
  const report = await opened.page.evaluate(() => whole.report!);
  expect(report).toMatchObject({
    notebook: "t.html",
    backend: "cpu",
    failure: null,
    cells: [
      {id: 1, names: ["epochs"], values: {epochs: 2}, error: null},
      {id: 2, names: ["net"]},
      {id: 3, names: ["fit"]},
      {id: 4, values: {typed: {dtype: "float32", shape: [2], data: [1, 2]}}}
    ],
    runs: [{name: "fit", cell: 3, status: "done", plan: {epochs: 2}}]
  });
  const [run] = report.runs as {history: unknown[]; final: {accuracy: number}}[];
  expect(run.history).toHaveLength(44 + 2);
  expect(run.final.accuracy).toBeGreaterThan(0);
});

test("a run without a person fails with the cell that failed", async () => {
  await open(
    [
      [1, "const a = 1;"],
      [7, "const b = a;\nnull.x;"]
    ],
    {set: {}, backend: "cpu"}
  );
  await expect.poll(() => opened.page.evaluate(() => whole.report), {timeout: 60_000}).toBeDefined();
  const {failure} = await opened.page.evaluate(() => whole.report!);
  expect(failure).toMatch(/^cell 7: TypeError: .*\(line 2\)$/);
});

test.each([
  [{width: "3"}, "unknown input: width; known are epochs"],
  [{epochs: "9"}, "invalid epochs: 9; the input makes it 3"]
])("an input that cannot be set is said: %#", async (set, message) => {
  await open([[1, 'const epochs = view(Inputs.range([1, 3], {step: 1, value: 1, label: "epochs"}));']], {
    set,
    backend: "cpu"
  });
  await expect.poll(() => opened.page.evaluate(() => whole.report), {timeout: 60_000}).toBeDefined();
  expect((await opened.page.evaluate(() => whole.report!)).failure).toBe(message);
});
