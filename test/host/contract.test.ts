import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import type {OpenedNotebook, StoredRuns, Workspace, Written} from "../../host/api.ts";
import {type House, makeHouse, notebookText} from "./house.ts";
import {type Mount, mounts, openShell, type Shell} from "./mounts.ts";

const bytes = {"content-type": "application/octet-stream"};
const fingerprint = "a".repeat(64);

describe.each(Object.keys(mounts))("the host %s", (name) => {
  let house: House;
  let mount: Mount;
  let shell: Shell;
  const at = (path: string) => mount.origins.shell + path;

  beforeAll(async () => {
    house = makeHouse();
    mount = await mounts[name](house);
    shell = await openShell(mount);
  });
  afterAll(async () => {
    await mount.close();
    expect(house.faults).toEqual([]);
    house.remove();
  });
  beforeEach(() => {
    writeFileSync(path.join(house.workspace, "one.html"), notebookText);
    for (const name of ["new", "made", ".runs"])
      rmSync(path.join(house.workspace, name), {recursive: true, force: true});
  });

  async function open(path = "one.html"): Promise<OpenedNotebook> {
    return (await (await shell.post("/api/notebooks", {path})).json()) as OpenedNotebook;
  }
  const put = (path: string, body: string, headers: Record<string, string>) =>
    shell.call(`/api/files/${path}`, {method: "PUT", body, headers: {...bytes, ...headers}});
  const onDisk = (path_: string) => readFileSync(path.join(house.workspace, path_), "utf8");

  describe("pages", () => {
    test("the shell's page comes with its policy, isolated, and may be framed by nobody", async () => {
      const response = await mount.fetch(at("/"), {initiator: "none"});
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("shell");
      const {headers} = response;
      expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
          "img-src 'self' data: blob:; font-src 'self'; media-src blob:; connect-src 'self'; " +
          `frame-src ${mount.origins.frames}; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'`
      );
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("origin-agent-cluster")).toBe("?1");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
    });

    test("a notebook's page comes with its policy, and only the shell may frame it", async () => {
      const {origin} = await open();
      const response = await mount.fetch(`${origin}/`, {initiator: mount.origins.shell});
      expect(await response.text()).toContain("notebook");
      const {headers} = response;
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; script-src 'self' blob: 'unsafe-eval' 'wasm-unsafe-eval'; worker-src 'self' blob:; " +
          "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
          "media-src 'self' blob: data:; connect-src 'self' blob: data:; frame-src 'none'; form-action 'none'; " +
          `base-uri 'self'; frame-ancestors ${mount.origins.shell}`
      );
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(headers.get("origin-agent-cluster")).toBe("?1");
    });

    test.each([
      ["/worker.js", "text/javascript"],
      ["/design-worker.js", "text/javascript"],
      ["/lib/d3.js", "text/javascript"],
      ["/wasm/kernels.wasm", "application/wasm"],
      ["/chunks/part-ABCDEFGH.js", "text/javascript"]
    ])("a notebook's %s has the exact type, the policy and no other reader", async (file, type) => {
      const {origin} = await open();
      const {status, headers} = await mount.fetch(origin + file);
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe(type);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    });

    test("what is named after its content is kept by the browser, what is not is asked for again", async () => {
      const kept = await mount.fetch(at("/chunks/part-ABCDEFGH.js"));
      expect(kept.headers.get("cache-control")).toContain("immutable");
      const asked = await mount.fetch(at("/shell.js"));
      expect(asked.headers.get("cache-control")).toBe("no-cache");
      const etag = asked.headers.get("etag") ?? "";
      expect((await mount.fetch(at("/shell.js"), {headers: {"if-none-match": etag}})).status).toBe(304);
    });

    test("a notebook page that has not changed keeps the isolation that the browser applies anew", async () => {
      const {origin} = await open();
      const page = await mount.fetch(`${origin}/`);
      const etag = page.headers.get("etag") ?? "";
      const {status, headers} = await mount.fetch(`${origin}/`, {headers: {"if-none-match": etag}});
      expect(status).toBe(304);
      for (const name of [
        "content-security-policy",
        "cross-origin-embedder-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy"
      ])
        expect([name, headers.get(name)]).toEqual([name, page.headers.get(name)]);
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    });

    test("HEAD answers like GET without a body", async () => {
      const response = await mount.fetch(at("/"), {method: "HEAD"});
      expect(response.status).toBe(200);
      expect(response.headers.get("content-length")).toBe("35");
      expect(await response.text()).toBe("");
    });

    test("the shell's origin has no notebook page and a notebook's origin no shell", async () => {
      const {origin} = await open();
      expect((await mount.fetch(at("/notebook.js"))).status).toBe(404);
      expect((await mount.fetch(at("/lib/d3.js"))).status).toBe(404);
      expect((await mount.fetch(`${origin}/shell.js`)).status).toBe(404);
    });
  });

  describe("the workspace", () => {
    test("lists its files with sizes and times, without what is hidden", async () => {
      const listed = (await (await shell.call("/api/workspace")).json()) as Workspace;
      expect(listed.files.map(({path}) => path)).toEqual([
        "data/picture.svg",
        "data/values.csv",
        "deep/two.html",
        "one.html"
      ]);
      expect(listed.files[1].size).toBe(8);
      expect(listed.files[1].modified).toBeGreaterThan(1.6e12);
      expect(listed.truncated).toBe(false);
    });

    test("gives a file's bytes with an ETag, never as a page", async () => {
      const response = await shell.call("/api/files/one.html");
      expect(await response.text()).toBe(notebookText);
      expect(response.headers.get("etag")).toMatch(/^"[0-9a-f]{40}"$/);
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(response.headers.get("content-disposition")).toBe("attachment");
      expect(response.headers.get("content-security-policy")).toContain("sandbox");
    });

    test("gives a part of a file", async () => {
      const part = await shell.call("/api/files/data/values.csv", {headers: {range: "bytes=4-6"}});
      expect(part.status).toBe(206);
      expect(part.headers.get("content-range")).toBe("bytes 4-6/8");
      expect(await part.text()).toBe("1,2");
      const beyond = await shell.call("/api/files/data/values.csv", {headers: {range: "bytes=8-"}});
      expect(beyond.status).toBe(416);
      expect(beyond.headers.get("content-range")).toBe("bytes */8");
    });

    test("replaces a file that is as the writer knows it", async () => {
      const etag = (await shell.call("/api/files/one.html")).headers.get("etag") ?? "";
      const response = await put("one.html", "new text", {"if-match": etag});
      const written = (await response.json()) as Written;
      expect(written).toMatchObject({path: "one.html", size: 8});
      expect(written.etag).toBe(response.headers.get("etag"));
      expect(onDisk("one.html")).toBe("new text");
      const again = await shell.call("/api/files/one.html");
      expect(again.headers.get("etag")).toBe(written.etag);
    });

    test("refuses to replace a file that was changed meanwhile, and says what it is now", async () => {
      const etag = (await shell.call("/api/files/one.html")).headers.get("etag") ?? "";
      writeFileSync(path.join(house.workspace, "one.html"), "theirs");
      const response = await put("one.html", "ours", {"if-match": etag});
      expect(response.status).toBe(412);
      expect(await response.json()).toEqual({error: "changed meanwhile: one.html"});
      const now = (await shell.call("/api/files/one.html")).headers.get("etag");
      expect(response.headers.get("etag")).toBe(now);
      expect(onDisk("one.html")).toBe("theirs");
    });

    test("lets one of two writers with the same knowledge win", async () => {
      const etag = (await shell.call("/api/files/one.html")).headers.get("etag") ?? "";
      const answers = await Promise.all(["first", "second"].map((text) => put("one.html", text, {"if-match": etag})));
      expect(answers.map(({status}) => status).sort()).toEqual([200, 412]);
      expect(onDisk("one.html")).toBe(answers[0].status === 200 ? "first" : "second");
    });

    test("makes a new file with its folders, once", async () => {
      expect((await put("new/folder/three.html", "three", {"if-none-match": "*"})).status).toBe(200);
      expect(onDisk("new/folder/three.html")).toBe("three");
      expect((await put("new/folder/three.html", "four", {"if-none-match": "*"})).status).toBe(412);
      expect(onDisk("new/folder/three.html")).toBe("three");
    });

    test("takes names that are not ASCII", async () => {
      const name = encodeURIComponent("Größe — 波 & 100%.html");
      expect((await put(`new/${name}`, "x", {"if-none-match": "*"})).status).toBe(200);
      expect(onDisk("new/Größe — 波 & 100%.html")).toBe("x");
      expect(await (await shell.call(`/api/files/new/${name}`)).text()).toBe("x");
    });

    test("deletes a file that is as the writer knows it", async () => {
      const {etag} = (await (await put("new/gone.txt", "x", {"if-none-match": "*"})).json()) as Written;
      const remove = (match: string) =>
        shell.call("/api/files/new/gone.txt", {method: "DELETE", headers: {"if-match": match}});
      expect((await remove(`"${"0".repeat(40)}"`)).status).toBe(412);
      expect((await remove(etag)).status).toBe(204);
      expect((await shell.call("/api/files/new/gone.txt")).status).toBe(404);
    });

    test("renames a file and never onto another", async () => {
      await put("new/a.txt", "a", {"if-none-match": "*"});
      await put("new/b.txt", "b", {"if-none-match": "*"});
      const onto = await shell.post("/api/rename", {from: "new/a.txt", to: "new/b.txt"});
      expect(onto.status).toBe(409);
      expect(onDisk("new/b.txt")).toBe("b");
      const renamed = await shell.post("/api/rename", {from: "new/a.txt", to: "new/c/d.txt"});
      expect(((await renamed.json()) as Written).path).toBe("new/c/d.txt");
      expect(onDisk("new/c/d.txt")).toBe("a");
    });
  });

  describe("a notebook", () => {
    test("lives on an origin of its own, the same each time", async () => {
      const first = await open();
      expect(first.id).toMatch(/^[a-z2-7]{26}$/);
      expect(first.origin).toBe(mount.origins.notebook(first.id));
      expect(await open()).toEqual(first);
      expect((await open("deep/two.html")).id).not.toBe(first.id);
    });

    test("reads the files of its own folder at an address that cannot be guessed", async () => {
      const {origin, filesBase} = await open();
      const response = await mount.fetch(`${origin}${filesBase}data/values.csv`);
      expect(await response.text()).toBe("a,b\n1,2\n");
      expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect((await mount.fetch(`${origin}/files/guess/data/values.csv`)).status).toBe(404);
      const part = await mount.fetch(`${origin}${filesBase}data/values.csv`, {headers: {range: "bytes=-4"}});
      expect([part.status, await part.text()]).toEqual([206, "1,2\n"]);
    });

    test("gets pictures as pictures and pages as text", async () => {
      const {origin, filesBase} = await open();
      const picture = await mount.fetch(`${origin}${filesBase}data/picture.svg`);
      expect(picture.headers.get("content-type")).toBe("image/svg+xml");
      const page = await mount.fetch(`${origin}${filesBase}one.html`);
      expect(page.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      for (const {headers} of [picture, page]) expect(headers.get("content-security-policy")).toContain("sandbox");
    });

    test("is refused the files of other folders, of other notebooks and what is hidden", async () => {
      const {origin, filesBase} = await open("deep/two.html");
      const other = await open("one.html");
      for (const file of ["../one.html", "..%2fone.html", "%2e%2e/one.html", ".git/config", "..\\one.html"])
        expect((await mount.fetch(`${origin}${filesBase}${file}`)).ok, file).toBe(false);
      expect((await mount.fetch(`${origin}${other.filesBase}one.html`)).status).toBe(404);
      expect((await mount.fetch(`${other.origin}${other.filesBase}.git/config`)).status).toBe(403);
    });

    test("has no API on its origin, with or without a token", async () => {
      const {origin} = await open();
      const headers = {"x-subband-token": shell.token};
      for (const path of ["/api/session", "/api/workspace", "/api/files/one.html", "/api/about"])
        expect((await mount.fetch(origin + path, {headers})).status, path).toBe(404);
      const written = await mount.fetch(`${origin}/data/x.csv`, {method: "PUT", body: "x", headers: bytes});
      expect(written.status).toBe(405);
    });
  });

  describe("trust", () => {
    test("a file found on disk is not trusted until a person says so, and then with exactly this content", async () => {
      writeFileSync(path.join(house.workspace, "one.html"), `${notebookText}<!-- ${name} -->`);
      const before = await open();
      expect(before.trusted).toBe(false);
      expect((await shell.post("/api/trust", {path: "one.html", etag: before.etag})).status).toBe(200);
      expect((await open()).trusted).toBe(true);
      writeFileSync(path.join(house.workspace, "one.html"), `${notebookText}<!-- ${name}, by someone else -->`);
      expect((await open()).trusted).toBe(false);
      const late = await shell.post("/api/trust", {path: "one.html", etag: before.etag});
      expect(late.status).toBe(412);
      expect((await open()).trusted).toBe(false);
    });

    test("what a person makes here is trusted, what is brought in is not", async () => {
      await put("new/made.html", `made ${name}`, {"if-none-match": "*", "x-subband-created": "here"});
      await put("new/brought.html", `brought ${name}`, {"if-none-match": "*"});
      expect((await open("new/made.html")).trusted).toBe(true);
      expect((await open("new/brought.html")).trusted).toBe(false);
    });

    test("saving keeps trust, and gives none", async () => {
      for (const [file, extra, trusted] of [
        ["new/made.html", {"x-subband-created": "here"}, true],
        ["new/brought.html", {}, false]
      ] as const) {
        const headers = {"if-none-match": "*", ...extra};
        const made = (await (await put(file, `${file} ${name}`, headers)).json()) as Written;
        await put(file, `${file} ${name}, edited`, {"if-match": made.etag, "x-subband-created": "here"});
        expect((await open(file)).trusted).toBe(trusted);
      }
    });

    test("a folder can be trusted, with all that will come", async () => {
      mkdirSync(path.join(house.workspace, "made"));
      expect((await shell.post("/api/trust", {folder: "made"})).status).toBe(200);
      writeFileSync(path.join(house.workspace, "made/x.html"), `whatever ${name}`);
      expect((await open("made/x.html")).trusted).toBe(true);
      expect((await open("deep/two.html")).trusted).toBe(false);
    });
  });

  describe("the journal", () => {
    const entry = {text: "edited", base: '"e"', baseText: "old", at: 5};

    test("keeps what was not saved", async () => {
      const {id} = await open();
      expect((await shell.call(`/api/journal/${id}`)).status).toBe(404);
      expect((await shell.post(`/api/journal/${id}`, entry, {method: "PUT"})).status).toBe(204);
      expect(await (await shell.call(`/api/journal/${id}`)).json()).toEqual(entry);
      expect((await open()).journaled).toBe(true);
      expect((await shell.call(`/api/journal/${id}`, {method: "DELETE"})).status).toBe(204);
      expect((await open()).journaled).toBe(false);
      expect((await shell.call(`/api/journal/${id}`)).status).toBe(404);
    });

    test("goes along when the file is renamed", async () => {
      await put("new/a.html", "a", {"if-none-match": "*"});
      const {id} = await open("new/a.html");
      await shell.post(`/api/journal/${id}`, entry, {method: "PUT"});
      await shell.post("/api/rename", {from: "new/a.html", to: "new/b.html"});
      const renamed = await open("new/b.html");
      expect(await (await shell.call(`/api/journal/${renamed.id}`)).json()).toEqual(entry);
      await shell.call(`/api/journal/${renamed.id}`, {method: "DELETE"});
    });

    test("remembers the cell that did not finish", async () => {
      const {id, hung} = await open();
      expect(hung).toBeUndefined();
      await shell.post(`/api/running/${id}`, {cell: 7}, {method: "PUT"});
      expect((await open()).hung).toBe(7);
      await shell.post(`/api/running/${id}`, {cell: null}, {method: "PUT"});
      expect((await open()).hung).toBeUndefined();
    });
  });

  describe("runs", () => {
    test("are kept beside the notebook and listed", async () => {
      const {id} = await open();
      const run = `/api/runs/${id}/${fingerprint}`;
      expect((await shell.call(`${run}/plan.json`, {method: "PUT", body: "{}", headers: bytes})).status).toBe(204);
      expect(onDisk(`.runs/${fingerprint}/plan.json`)).toBe("{}");
      expect(await (await shell.call(`${run}/plan.json`)).text()).toBe("{}");
      const {runs} = (await (await shell.call(`/api/runs/${id}`)).json()) as StoredRuns;
      expect(runs).toMatchObject([{fingerprint, files: [{name: "plan.json", size: 2}]}]);
      expect((await shell.call(`${run}/plan.json`, {method: "DELETE"})).status).toBe(204);
      expect((await shell.call(`${run}/plan.json`)).status).toBe(404);
      expect((await shell.call(run, {method: "DELETE"})).status).toBe(204);
      expect(await (await shell.call(`/api/runs/${id}`)).json()).toEqual({runs: []});
    });
  });

  describe("methods and addresses", () => {
    test("an unknown address is 404 in words", async () => {
      const response = await shell.call("/api/nothing");
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({error: "unknown address: /api/nothing"});
    });

    test("a wrong method is 405 with the right ones", async () => {
      const response = await shell.call("/api/workspace", {method: "DELETE"});
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("GET, HEAD");
    });

    test("a preflight is refused and allows nothing", async () => {
      const response = await mount.fetch(at("/api/files/one.html"), {
        method: "OPTIONS",
        initiator: "http://evil.example",
        headers: {"access-control-request-method": "PUT", "access-control-request-headers": "x-subband-token"}
      });
      expect(response.status).toBe(405);
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    });

    test("there is no report and no way to one unless a notebook is run from the command line", async () => {
      expect((await shell.post("/api/report", {type: "end"})).status).toBe(404);
      expect(await (await shell.call("/api/about")).json()).toEqual({
        name: "subband",
        version: "0.0.0",
        transport: {"called directly": "test", "over HTTP": "http"}[name] ?? "electron"
      });
    });
  });
});
