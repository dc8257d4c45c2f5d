import {writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import type {OpenedNotebook} from "../../host/api.ts";
import {hashOf} from "../../host/etag.ts";
import {type House, makeHouse, notebookText} from "./house.ts";
import {type Mount, mounts, openShell} from "./mounts.ts";

let house: House;
let mount: Mount | undefined;

beforeEach(() => (house = makeHouse()));
afterEach(async () => {
  await mount?.close();
  house.remove();
});

async function open(options = {}, file = "one.html") {
  await mount?.close();
  mount = await mounts["called directly"](house, options);
  const shell = await openShell(mount);
  const notebook = (await (await shell.post("/api/notebooks", {path: file})).json()) as OpenedNotebook;
  return {shell, notebook};
}

test("what a person trusted stays trusted after a restart", async () => {
  const {shell, notebook} = await open();
  expect(notebook.trusted).toBe(false);
  await shell.post("/api/trust", {path: "one.html", etag: notebook.etag});
  expect((await open()).notebook.trusted).toBe(true);
});

test("a notebook's id and its journal stay after a restart", async () => {
  const {shell, notebook} = await open();
  const entry = {text: "typed", base: notebook.etag, baseText: notebookText, at: 1};
  await shell.post(`/api/journal/${notebook.id}`, entry, {method: "PUT"});
  const again = await open();
  expect(again.notebook.id).toBe(notebook.id);
  expect(await (await again.shell.call(`/api/journal/${notebook.id}`)).json()).toEqual(entry);
});

test("the address of attachments outlives the host, so that an open page goes on reading; the token does not", async () => {
  const first = await open();
  const second = await open();
  expect(second.notebook.filesBase).toBe(first.notebook.filesBase);
  expect((await open({}, "deep/two.html")).notebook.filesBase).not.toBe(first.notebook.filesBase);
  const headers = {"x-subband-token": first.shell.token};
  expect((await second.shell.call("/api/about", {headers})).status).toBe(401);
});

test("what ships is trusted by its content", async () => {
  const shipped = new Set([hashOf(Buffer.from(notebookText))]);
  expect((await open({shipped})).notebook.trusted).toBe(true);
  expect((await open({shipped}, "deep/two.html")).notebook.trusted).toBe(false);
});

test("the same content is trusted under another name", async () => {
  const {shell, notebook} = await open();
  await shell.post("/api/trust", {path: "one.html", etag: notebook.etag});
  writeFileSync(path.join(house.workspace, "copy.html"), notebookText);
  expect((await open({}, "copy.html")).notebook.trusted).toBe(true);
});

test("a damaged store trusts nothing and is replaced", async () => {
  const {shell, notebook} = await open();
  await shell.post("/api/trust", {path: "one.html", etag: notebook.etag});
  writeFileSync(path.join(house.home, "trust.json"), "{damaged");
  expect((await open()).notebook.trusted).toBe(false);
  const again = await open();
  await again.shell.post("/api/trust", {path: "one.html", etag: again.notebook.etag});
  expect((await open()).notebook.trusted).toBe(true);
});

test("a notebook that the command line runs is trusted, its runs stay out of its folder, and reports arrive", async () => {
  const reports: unknown[] = [];
  const request = {path: "one.html", set: {width: "8"}, backend: "wasm"} as const;
  const {shell, notebook} = await open({run: {request, receive: (report: unknown) => reports.push(report)}});
  expect(notebook.trusted).toBe(true);
  expect(await (await shell.call("/api/about")).json()).toMatchObject({run: request});
  const sent = {method: "PUT", body: "{}", headers: {"content-type": "application/octet-stream"}};
  const file = `/api/runs/${notebook.id}/${"a".repeat(64)}/plan.json`;
  expect((await shell.call(file, sent)).status).toBe(204);
  expect(await (await shell.call(file)).text()).toBe("{}");
  const {files} = (await (await shell.call("/api/workspace")).json()) as {files: {path: string}[]};
  expect(files.filter((each) => each.path.includes("plan"))).toEqual([]);
  await shell.post("/api/report", {type: "progress", text: "epoch 1", fraction: 0.5});
  await shell.post("/api/report", {type: "end", report: "{}"});
  expect(reports).toEqual([
    {type: "progress", text: "epoch 1", fraction: 0.5},
    {type: "end", report: "{}", error: undefined}
  ]);
  for (const wrong of [{}, {type: "start"}, {type: "progress"}, {type: "progress", text: "x", fraction: 2}])
    expect((await shell.post("/api/report", wrong)).status).toBe(400);
  expect(reports).toHaveLength(2);
});
