import * as d3 from "d3";
import {expect, test} from "vitest";
import {fileAttachments, type Dsv} from "../../../renderer/notebook/library/fileAttachment.ts";

const contents: Record<string, string | Uint8Array<ArrayBuffer>> = {
  "/files/c/a.csv": "name,when,n,ok\nx,2020-01-02,1,true\ny,2020-01-03,2.5,false\nz,,,\n",
  "/files/c/a.tsv": "a\tb\n1\t2\n",
  "/files/c/a%20b/%C3%A9%23.json": '{"a": 1}',
  "/files/c/latin.txt": new Uint8Array([0xe9])
};

const asked: string[] = [];
const FileAttachment = fileAttachments({
  base: "/files/c/",
  async fetch(url) {
    asked.push(url);
    if (url === "/files/c/locked") return new Response("", {status: 403});
    return url in contents ? new Response(contents[url]) : new Response("", {status: 404});
  },
  dsv: async () => d3 as unknown as Dsv
});

test("nothing is read before it is asked for", () => {
  const file = FileAttachment("quiet.csv");
  expect([file.name, file.mimeType, asked]).toEqual(["quiet.csv", "text/csv", []]);
});

test("the same name is the same file", () => {
  expect(FileAttachment("a.csv")).toBe(FileAttachment("a.csv"));
});

test("csv gives rows of texts with their columns", async () => {
  const rows = (await FileAttachment("a.csv").csv()) as Record<string, unknown>[] & {columns: string[]};
  expect(rows.columns).toEqual(["name", "when", "n", "ok"]);
  expect({...rows[1]}).toEqual({name: "y", when: "2020-01-03", n: "2.5", ok: "false"});
});

test("typed csv reads each value by its look", async () => {
  const rows = (await FileAttachment("a.csv").csv({typed: true})) as object[];
  expect({...rows[0]}).toEqual({name: "x", when: new Date("2020-01-02"), n: 1, ok: true});
});

test("csv typed auto reads each column by its look", async () => {
  const rows = (await FileAttachment("a.csv").csv({typed: "auto"})) as object[];
  expect(rows.map((row) => ({...row}))).toEqual([
    {name: "x", when: new Date("2020-01-02"), n: 1, ok: true},
    {name: "y", when: new Date("2020-01-03"), n: 2.5, ok: false},
    {name: "z", when: null, n: NaN, ok: null}
  ]);
});

test("csv gives arrays where they are asked for", async () => {
  expect((await FileAttachment("a.tsv").tsv({array: true, typed: true})) as unknown[]).toEqual([
    ["a", "b"],
    [1, 2]
  ]);
});

test("names with spaces and signs are found", async () => {
  expect(await FileAttachment("a b/é#.json").json()).toEqual({a: 1});
  expect(await FileAttachment("a b/é#.json").url()).toBe("/files/c/a%20b/%C3%A9%23.json");
});

test("text in another encoding is read", async () => {
  expect(await FileAttachment("latin.txt").text("latin1")).toBe("é");
  expect(new Uint8Array(await FileAttachment("latin.txt").arrayBuffer())).toEqual(new Uint8Array([0xe9]));
  expect((await FileAttachment("latin.txt").blob()).size).toBe(1);
  expect(await (await FileAttachment("latin.txt").stream())?.getReader().read()).toMatchObject({done: false});
});

test("a file that is not there, or may not be read, is named", async () => {
  await expect(FileAttachment("none.csv").csv()).rejects.toThrow("file not found: none.csv");
  await expect(FileAttachment("locked").text()).rejects.toThrow("file cannot be read: locked (status 403)");
});

test.each([
  "../a.csv",
  "a/../../b",
  "/etc/passwd",
  "",
  ".",
  "a//b",
  "https://example.org/a.csv",
  "data:,a",
  "a\\b",
  "./a.csv"
])("the name %j leads elsewhere and is refused", (name) => {
  expect(() => FileAttachment(name)).toThrow(`invalid file name: ${name}`);
});
