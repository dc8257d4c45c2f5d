import {afterAll, beforeAll, expect, test} from "vitest";
import {
  aboutAnswer,
  errorAnswer,
  hostEvent,
  journalEntry,
  notebookAnswer,
  runsAnswer,
  workspaceAnswer,
  writtenAnswer
} from "../../renderer/protocol/api.ts";
import type {HostEvent} from "../../host/api.ts";
import {type House, makeHouse} from "./house.ts";
import {type Mount, mounts, openShell, type Shell} from "./mounts.ts";

// The host and the shell each have types of their own, for neither imports the other. Here they meet.

let house: House;
let mount: Mount;
let shell: Shell;
let id: string;

beforeAll(async () => {
  house = makeHouse();
  const request = {path: "one.html", set: {width: "8"}, backend: "auto"} as const;
  mount = await mounts["called directly"](house, {run: {request, receive: () => undefined}});
  shell = await openShell(mount);
});
afterAll(async () => {
  await mount.close();
  house.remove();
});

const answer = async (path: string): Promise<unknown> => (await shell.call(path)).json();

test("the shell can read what this is", async () => {
  expect(aboutAnswer(await answer("/api/about"), "").run).toEqual({
    path: "one.html",
    set: {width: "8"},
    backend: "auto"
  });
});

test("the shell can read the workspace", async () => {
  expect(workspaceAnswer(await answer("/api/workspace"), "").files).toHaveLength(4);
});

test("the shell can read a notebook's place", async () => {
  const place = notebookAnswer(await (await shell.post("/api/notebooks", {path: "one.html"})).json(), "");
  ({id} = place);
  await shell.post(`/api/running/${id}`, {cell: 3}, {method: "PUT"});
  const again = notebookAnswer(await (await shell.post("/api/notebooks", {path: "one.html"})).json(), "");
  expect(again).toEqual({...place, hung: 3});
});

test("the shell can read its journal", async () => {
  const entry = {text: "a", base: '"e"', baseText: "b", at: 1};
  await shell.post(`/api/journal/${id}`, entry, {method: "PUT"});
  expect(journalEntry(await answer(`/api/journal/${id}`), "")).toEqual(entry);
});

test("the shell can read what was written and what was kept of runs", async () => {
  const bytes = {"content-type": "application/octet-stream"};
  const headers = {...bytes, "if-none-match": "*"};
  const written = await shell.call("/api/files/new.txt", {method: "PUT", body: "x", headers});
  expect(writtenAnswer(await written.json(), "").path).toBe("new.txt");
  const renamed = await shell.post("/api/rename", {from: "new.txt", to: "newer.txt"});
  expect(writtenAnswer(await renamed.json(), "").path).toBe("newer.txt");
  await shell.call(`/api/runs/${id}/${"a".repeat(64)}/plan.json`, {method: "PUT", body: "{}", headers: bytes});
  expect(runsAnswer(await answer(`/api/runs/${id}`), "").runs[0].files[0].name).toBe("plan.json");
});

test("the shell can read every event", () => {
  const events: HostEvent[] = [
    {type: "file", path: "a", change: "changed", etag: '"e"'},
    {type: "file", path: "a", change: "changed"},
    {type: "file", path: "a", change: "removed"},
    {type: "menu", command: "save"},
    {type: "open", path: "a.html"}
  ];
  for (const event of events) expect(hostEvent(event, "")).toEqual(event);
});

test("the shell can read why it was refused", async () => {
  expect(errorAnswer(await answer("/api/nothing"), "").error).toBe("unknown address: /api/nothing");
});
