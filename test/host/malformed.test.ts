import {readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {OpenedNotebook} from "../../host/api.ts";
import {type House, makeHouse} from "./house.ts";
import {type Mount, mounts, openShell, type Sent, type Shell} from "./mounts.ts";

const json = {"content-type": "application/json"};
const bytes = {"content-type": "application/octet-stream"};
const etag = `"${"0".repeat(40)}"`;
const fingerprint = "a".repeat(64);

/** Everything below a folder, with its content. */
function contentOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, {recursive: true, encoding: "utf8"}).sort();
  return Object.fromEntries(
    entries.map((name) => {
      const file = path.join(folder, name);
      return [name, statSync(file).isFile() ? readFileSync(file, "latin1") : "/"];
    })
  );
}

const post = (body: string, headers: Record<string, string> = json): Sent => ({method: "POST", body, headers});
const put = (body: string, headers: Record<string, string>): Sent => ({method: "PUT", body, headers});

/** [what is wrong, address (ID stands for an open notebook), request, status, words of the answer] */
const table: [string, string, Sent, number, RegExp][] = [
  ["no body", "/api/rename", {method: "POST", headers: json}, 400, /invalid body: not JSON/],
  ["half a body", "/api/rename", post('{"from": "one.html", '), 400, /invalid body: not JSON/],
  ["a body that is not UTF-8", "/api/rename", {...post(""), body: new Uint8Array([0xff, 0xfe])}, 400, /not UTF-8/],
  ["a list for an object", "/api/rename", post("[]"), 400, /invalid body: \[\]; expected an object of from, to/],
  ["null for an object", "/api/rename", post("null"), 400, /invalid body: null/],
  ["text for an object", "/api/rename", post('"one.html"'), 400, /invalid body: "one.html"/],
  ["a missing field", "/api/rename", post('{"from":"one.html"}'), 400, /invalid to: nothing; expected text/],
  ["a field too many", "/api/rename", post('{"from":"a","to":"b","force":true}'), 400, /unknown field: force/],
  ["a number for text", "/api/rename", post('{"from":1,"to":"b"}'), 400, /invalid from: 1; expected text/],
  ["an empty path", "/api/rename", post('{"from":"","to":"b"}'), 400, /invalid from: empty/],
  ["a path without end", "/api/rename", post(`{"from":"${"a/".repeat(4000)}","to":"b"}`), 400, /at most 4096/],
  [
    "__proto__ for a field",
    "/api/rename",
    post('{"__proto__":{"from":"a"},"to":"b"}'),
    400,
    /unknown field: __proto__/
  ],
  [
    "a form for JSON",
    "/api/rename",
    post("from=a", {"content-type": "application/x-www-form-urlencoded"}),
    415,
    /x-www/
  ],
  ["plain text for JSON", "/api/rename", post("{}", {"content-type": "text/plain"}), 415, /text\/plain; expected app/],
  ["no type", "/api/files/x.txt", put("x", {"if-none-match": "*", "content-type": ""}), 415, /content type: none/],
  ["JSON for bytes", "/api/files/x.txt", put("{}", {...json, "if-none-match": "*"}), 415, /octet-stream/],
  ["no precondition", "/api/files/one.html", put("x", bytes), 428, /missing precondition/],
  [
    "two preconditions",
    "/api/files/one.html",
    put("x", {...bytes, "if-match": etag, "if-none-match": "*"}),
    400,
    /both/
  ],
  ["If-Match: *", "/api/files/one.html", put("x", {...bytes, "if-match": "*"}), 400, /invalid If-Match: \*/],
  ["a weak ETag", "/api/files/one.html", put("x", {...bytes, "if-match": `W/${etag}`}), 400, /invalid If-Match/],
  ["two ETags", "/api/files/one.html", put("x", {...bytes, "if-match": `${etag}, ${etag}`}), 400, /invalid If-Match/],
  ["an ETag for If-None-Match", "/api/files/x.txt", put("x", {...bytes, "if-none-match": etag}), 400, /expected \*/],
  ["another's ETag", "/api/files/one.html", put("x", {...bytes, "if-match": etag}), 412, /changed meanwhile: one.html/],
  ["a file that is gone", "/api/files/gone.html", put("x", {...bytes, "if-match": etag}), 404, /gone meanwhile/],
  ["a file that is there", "/api/files/one.html", put("x", {...bytes, "if-none-match": "*"}), 412, /exists already/],
  ["a file below a file", "/api/files/one.html/x", put("x", {...bytes, "if-none-match": "*"}), 404, /no such file/],
  ["a file over a folder", "/api/files/data", put("x", {...bytes, "if-none-match": "*"}), 403, /not a regular file/],
  ["no file", "/api/files/", put("x", {...bytes, "if-none-match": "*"}), 400, /an empty segment/],
  ["a delete without ETag", "/api/files/one.html", {method: "DELETE"}, 428, /missing precondition/],
  ["a delete of nothing", "/api/files/no.html", {method: "DELETE", headers: {"if-match": etag}}, 404, /no such file/],
  ["an unknown method", "/api/files/one.html", {method: "PATCH", headers: json}, 405, /PATCH; expected GET, HEAD, PUT/],
  ["a notebook that is none", "/api/notebooks", post('{"path":"data/values.csv"}'), 400, /not a notebook/],
  ["a notebook that is not there", "/api/notebooks", post('{"path":"no.html"}'), 404, /no such file: no.html/],
  ["a notebook that is a folder", "/api/notebooks", post('{"path":"data.html/x.html"}'), 404, /no such file/],
  ["trust of nothing", "/api/trust", post("{}"), 400, /invalid path: nothing/],
  ["trust of other content", "/api/trust", post(`{"path":"one.html","etag":${JSON.stringify(etag)}}`), 412, /changed/],
  ["trust of a folder outside", "/api/trust", post('{"folder":".."}'), 400, /no way up/],
  ["trust of a folder not there", "/api/trust", post('{"folder":"nowhere"}'), 404, /no such file: nowhere/],
  ["a journal of no notebook", `/api/journal/${"a".repeat(26)}`, put("{}", json), 404, /unknown notebook: aaa/],
  ["a journal of a path", "/api/journal/..%2f..%2fx", put("{}", json), 400, /a separator inside a name/],
  ["half a journal entry", "/api/journal/ID", put('{"text":"x"}', json), 400, /invalid base: nothing/],
  ["a time that is none", "/api/journal/ID", put('{"text":"","base":"x","baseText":"","at":-1}', json), 400, /at: -1/],
  ["a cell that is none", "/api/running/ID", put('{"cell":0}', json), 400, /invalid cell: 0; expected a whole number/],
  ["a cell in words", "/api/running/ID", put('{"cell":"7"}', json), 400, /invalid cell: "7"/],
  ["a short fingerprint", "/api/runs/ID/abc/plan.json", put("{}", bytes), 400, /invalid fingerprint: abc/],
  ["a path for a fingerprint", "/api/runs/ID/..%2f/plan.json", put("{}", bytes), 400, /invalid path/],
  ["a hidden file of a run", `/api/runs/ID/${fingerprint}/.x`, put("{}", bytes), 400, /invalid file of a run: .x/],
  ["a run of no notebook", `/api/runs/none/${fingerprint}/x`, put("{}", bytes), 404, /unknown notebook: none/],
  ["a run that is not there", `/api/runs/ID/${fingerprint}/plan.json`, {}, 404, /unknown run/],
  ["a code that is a number", "/api/session", post('{"code":5}'), 400, /invalid code: 5/],
  ["an address that is not text", "/api/files/%ff", {}, 400, /not percent-encoded UTF-8/]
];

describe.each(Object.keys(mounts))("the host %s", (name) => {
  let house: House;
  let mount: Mount;
  let shell: Shell;
  let id: string;

  beforeAll(async () => {
    house = makeHouse();
    mount = await mounts[name](house);
    shell = await openShell(mount);
    ({id} = (await (await shell.post("/api/notebooks", {path: "one.html"})).json()) as OpenedNotebook);
  });
  afterAll(async () => {
    await mount.close();
    expect(house.faults).toEqual([]);
    house.remove();
  });

  test.each(table)("says what is wrong with %s and changes nothing", async (_, address, sent, status, words) => {
    const before = contentOf(house.folder);
    const response = await shell.call(address.replace("ID", id), sent);
    const body = (await response.json()) as {error: string};
    expect(body.error).toMatch(words);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(body.error).not.toContain(house.folder);
    expect(contentOf(house.folder)).toEqual(before);
  });

  test("refuses what is too large before it is read, and leaves nothing behind", async () => {
    const before = contentOf(house.folder);
    const announced = await shell.call("/api/rename", {
      ...post("{}"),
      headers: {...json, "content-length": String(9 * 2 ** 20)},
      // Over HTTP the announcement must be kept, or the host would wait for the rest.
      body: name === "over HTTP" ? " ".repeat(9 * 2 ** 20) : "{}"
    });
    expect([announced.status, await announced.json()]).toEqual([413, {error: "too large: expected at most 8.0 MB"}]);
    expect(contentOf(house.folder)).toEqual(before);
  });

  test("refuses a notebook above 64 MB while it comes, and leaves nothing behind", async () => {
    const before = contentOf(house.folder);
    const response = await shell.call("/api/files/huge.html", {
      method: "PUT",
      body: new Uint8Array(64 * 2 ** 20 + 1),
      headers: {...bytes, "if-none-match": "*", ...(name === "over HTTP" ? {"transfer-encoding": "chunked"} : {})}
    });
    expect([response.status, await response.json()]).toEqual([413, {error: "too large: expected at most 64 MB"}]);
    expect(contentOf(house.folder)).toEqual(before);
  });
});
