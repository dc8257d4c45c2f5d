import {execFileSync} from "node:child_process";
import {existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {OpenedNotebook} from "../../host/api.ts";
import {codeLife} from "../../host/session.ts";
import {type House, makeHouse, notebookText} from "./house.ts";
import {type Mount, mounts, openShell, type Sent, type Shell} from "./mounts.ts";

const bytes = {"content-type": "application/octet-stream"};
const asJson = {"content-type": "application/json"};

describe.each(Object.keys(mounts))("the host %s", (name) => {
  const electron = name === "as Electron mounts it";
  const windowId = electron ? 1 : undefined;
  let house: House;
  let mount: Mount;
  let shell: Shell;
  let notebook: OpenedNotebook;
  let clock = 0;
  const at = (path: string) => mount.origins.shell + path;
  const exchange = (code: unknown, sent: Sent = {}) =>
    mount.fetch(at("/api/session"), {method: "POST", headers: asJson, body: JSON.stringify({code}), ...sent});

  beforeAll(async () => {
    house = makeHouse();
    mount = await mounts[name](house, {now: () => clock});
    shell = await openShell(mount);
    notebook = (await (await shell.post("/api/notebooks", {path: "one.html"})).json()) as OpenedNotebook;
  });
  afterAll(async () => {
    await mount.close();
    expect(house.faults).toEqual([]);
    house.remove();
  });

  async function refusal(response: Response): Promise<string> {
    const body = (await response.json()) as {error: string};
    expect(Object.keys(body)).toEqual(["error"]);
    expect(body.error).not.toContain(shell.token);
    return `${response.status} ${body.error}`;
  }

  describe("a page that is not the shell", () => {
    const pages = () => [
      "http://evil.example",
      "https://app.localhost",
      "http://app.localhost.evil.example",
      "http://evil.app.localhost:4100",
      "app://nb-aaaaaaaaaaaaaaaaaaaaaaaaaa",
      notebook.origin,
      "null"
    ];

    test("may not read, even with the token", async () => {
      for (const initiator of pages()) {
        const response = await shell.call("/api/files/one.html", {initiator});
        expect(response.status, initiator).toBe(403);
        await refusal(response);
      }
    });

    test("may not write, even with the token", async () => {
      for (const initiator of pages()) {
        const response = await shell.call("/api/files/evil.html", {
          method: "PUT",
          body: "evil",
          headers: {...bytes, "if-none-match": "*"},
          initiator
        });
        expect(response.status, initiator).toBe(403);
      }
      expect(existsSync(path.join(house.workspace, "evil.html"))).toBe(false);
    });

    test("may not trade a code, and a page that tries does not use it up", async () => {
      const code = mount.host.launchCode(windowId);
      for (const initiator of pages()) expect((await exchange(code, {initiator})).status, initiator).toBe(403);
      expect((await exchange(code)).status).toBe(200);
    });

    test("gets no answer that another page may read", async () => {
      for (const path of ["/", "/shell.js", "/api/about", "/api/nothing"]) {
        const {headers} = await mount.fetch(at(path), {initiator: "http://evil.example"});
        expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
        expect(headers.get("access-control-allow-origin"), path).toBe(null);
      }
    });

    test("may not read a notebook's files, even at the right address", async () => {
      const address = `${notebook.origin}${notebook.filesBase}data/values.csv`;
      expect((await mount.fetch(address)).status).toBe(200);
      for (const initiator of ["http://evil.example", mount.origins.shell, mount.origins.notebook("a".repeat(26))])
        expect((await mount.fetch(address, {initiator})).status, initiator).toBe(403);
    });
  });

  describe("a request without the right origin", () => {
    const write = {method: "PUT", body: "evil", headers: {...bytes, "if-none-match": "*"}};

    test.each([
      ["another origin", "http://evil.example"],
      ["an opaque origin", "null"],
      ["the right host on another port", "http://app.localhost:1"],
      ["the right origin with a slash", "http://app.localhost:4100/"],
      ["a longer origin", "http://app.localhost:41000"]
    ])("may not write: %s", async (_, origin) => {
      const response = await shell.call("/api/files/evil.html", {...write, headers: {...write.headers, origin}});
      // Electron deletes `Origin: null` and knows the initiator itself, which here is the shell.
      if (electron && origin === "null") expect(response.status).toBe(200);
      else expect(await refusal(response)).toBe(`403 refused: origin ${origin}; expected ${mount.origins.shell}`);
    });

    test("may not write: no origin at all", async () => {
      const headers = {...write.headers, origin: "(absent)"};
      const response = await shell.call("/api/files/evil2.html", {...write, headers});
      // Only Electron may leave it out, for it vouches for the initiator.
      expect(response.status).toBe(electron ? 200 : 403);
    });
  });

  describe("the token", () => {
    test("is needed for all of the API", async () => {
      const table: [string, string][] = [
        ["GET", "/api/about"],
        ["GET", "/api/workspace"],
        ["GET", "/api/files/one.html"],
        ["PUT", "/api/files/evil.html"],
        ["DELETE", "/api/files/one.html"],
        ["POST", "/api/rename"],
        ["POST", "/api/notebooks"],
        ["POST", "/api/trust"],
        ["GET", `/api/journal/${notebook.id}`],
        ["PUT", `/api/journal/${notebook.id}`],
        ["PUT", `/api/running/${notebook.id}`],
        ["GET", `/api/runs/${notebook.id}`],
        ["PUT", `/api/runs/${notebook.id}/${"a".repeat(64)}/plan.json`],
        ["GET", "/api/events"]
      ];
      for (const [method, path] of table) {
        const none = await mount.fetch(at(path), {method});
        expect(await refusal(none), path).toBe("401 missing token; expected x-subband-token");
        const wrong = await mount.fetch(at(path), {method, headers: {"x-subband-token": "guess"}});
        expect(await refusal(wrong), path).toBe("401 invalid token");
      }
      expect(readFileSync(path.join(house.workspace, "one.html"), "utf8")).toBe(notebookText);
    });

    test("counts in its header only", async () => {
      const {token} = shell;
      const elsewhere: [string, Record<string, string>][] = [
        [`/api/about?token=${token}`, {}],
        [`/api/about?x-subband-token=${token}`, {}],
        ["/api/about", {cookie: `x-subband-token=${token}`}],
        ["/api/about", {authorization: `Bearer ${token}`}]
      ];
      for (const [path, headers] of elsewhere) expect((await mount.fetch(at(path), {headers})).status, path).toBe(401);
    });

    test("is never given by a GET", async () => {
      const code = mount.host.launchCode(windowId);
      const response = await mount.fetch(at(`/api/session?code=${code}`));
      expect(response.status).toBe(405);
      for (const path of ["/", "/shell.js", "/api/about", "/api/workspace"])
        expect(await (await shell.call(path)).text(), path).not.toContain(shell.token);
    });

    test("comes for a code once", async () => {
      const code = mount.host.launchCode(windowId);
      expect((await exchange(code)).status).toBe(200);
      expect(await refusal(await exchange(code))).toBe(
        "401 invalid code: unknown, used already or older than a minute"
      );
    });

    test("comes for one of two who race with the same code", async () => {
      const code = mount.host.launchCode(windowId);
      const answers = await Promise.all([exchange(code), exchange(code), exchange(code)]);
      expect(answers.map(({status}) => status).sort()).toEqual([200, 401, 401]);
    });

    test("comes for a code within a minute and no later", async () => {
      const [early, late] = [mount.host.launchCode(windowId), mount.host.launchCode(windowId)];
      clock += codeLife;
      expect((await exchange(early)).status).toBe(200);
      clock += 1;
      expect((await exchange(late)).status).toBe(401);
    });

    test("does not come for a guess", async () => {
      for (const guess of ["", " ", "x", "0".repeat(24), shell.token])
        expect([400, 401], guess).toContain((await exchange(guess)).status);
    });

    test.runIf(electron)("serves only the window that it was given to", async () => {
      expect((await shell.call("/api/about", {windowId: 2})).status).toBe(401);
      const code = mount.host.launchCode(1);
      expect((await exchange(code, {windowId: 2})).status).toBe(401);
    });

    test.skipIf(electron)("suffices without Sec-Fetch-Site, for programs, but a code does not", async () => {
      const headers = {"sec-fetch-site": "(absent)"};
      expect((await shell.call("/api/about", {headers})).status).toBe(200);
      const code = mount.host.launchCode();
      expect((await exchange(code, {headers: {...headers, ...asJson}})).status).toBe(403);
    });

    test("does not help an address that is typed", async () => {
      expect((await shell.call("/api/about", {initiator: "none"})).status).toBe(403);
    });
  });

  describe("another host's name", () => {
    test("gets nothing", async () => {
      const scheme = electron ? "app" : "http";
      const port = electron ? "" : `:${new URL(mount.origins.shell).port}`;
      const names = electron
        ? ["uiX", "ui.evil", "nb-", `nb-${"a".repeat(26)}`, `nb-${notebook.id}x`, `x-nb-${notebook.id}`, ""]
        : [
            "evil.example",
            `evil.example${port}`,
            "127.attacker.example",
            `127.0.0.1.evil.example${port}`,
            `app.localhost.evil.example${port}`,
            "app.localhost",
            "app.localhost:1",
            `app.localhost.${port}`,
            `localhost.evil.example${port}`,
            `evil.app.localhost${port}`,
            `nb-.app.localhost${port}`,
            `nb-${"a".repeat(26)}.app.localhost${port}`,
            `nb-${notebook.id}x.app.localhost${port}`,
            `nb-${notebook.id}.evil.localhost${port}`,
            `x.nb-${notebook.id}.app.localhost${port}`
          ];
      for (const host of names.filter((each) => each !== ""))
        for (const path of ["/", "/api/about", "/shell.js", "/worker.js"]) {
          const headers = {"x-subband-token": shell.token};
          const response = await mount.fetch(`${scheme}://${host}${path}`, {headers});
          expect(response.status, `${host}${path}`).toBe(403);
          expect(await refusal(response)).toContain("unknown host");
        }
    });

    test.skipIf(electron)("a number of this machine gets the way to the shell, whatever it asks", async () => {
      const {port} = new URL(mount.origins.shell);
      for (const host of [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`])
        for (const path of ["/", "/shell.js", "/api/about", "/api/files/one.html"]) {
          const response = await mount.fetch(`http://${host}${path}`, {headers: {"x-subband-token": shell.token}});
          expect(response.status, host + path).toBe(307);
          expect(response.headers.get("location")).toBe(`${mount.origins.shell}/`);
          expect(await response.text()).toContain(`href="${mount.origins.shell}/"`);
        }
    });

    test("upper case is the same name", async () => {
      const {port} = new URL(mount.origins.shell);
      const upper = electron ? "app://UI/" : `http://APP.localhost:${port}/`;
      expect((await mount.fetch(upper)).status).toBe(200);
    });
  });

  describe("a path that leads out", () => {
    const outside = () => path.join(house.folder, "outside.txt");

    beforeAll(() => {
      const link = (target: string, name: string) => symlinkSync(target, path.join(house.workspace, name));
      link(outside(), "link.txt");
      link(house.folder, "link-folder");
      link(".git", "link-hidden");
      link(path.join(house.folder, "not-there.txt"), "link-nowhere");
      link("data/values.csv", "link-inside.csv");
      execFileSync("mkfifo", [path.join(house.workspace, "pipe")]);
      link("/dev/zero", "link-device");
      writeFileSync(path.join(house.folder, "x.html"), notebookText);
      mkdirSync(path.join(house.folder, "workspace-of-another"));
      writeFileSync(path.join(house.folder, "workspace-of-another/file.txt"), "outside");
    });

    const escapes = [
      "../outside.txt",
      "..%2foutside.txt",
      "%2e%2e/outside.txt",
      "%2e%2e%2foutside.txt",
      "..%5coutside.txt",
      "..\\outside.txt",
      "data/../../outside.txt",
      "data/%2e%2e/%2e%2e/outside.txt",
      "../workspace-of-another/file.txt",
      "%252e%252e%252foutside.txt",
      "/etc/passwd",
      "%2fetc%2fpasswd",
      "//etc/passwd",
      "C:%5cWindows%5cwin.ini",
      "c:/windows/win.ini",
      "%5c%5cserver%5cshare",
      "one.html%00.txt",
      "one.html%0a",
      "one.html::$DATA",
      "one.html.",
      "one.html%20",
      "NUL",
      "con.html",
      "aux.txt",
      "data//values.csv",
      ".git/config",
      "%2egit/config",
      "link.txt",
      "link-folder/outside.txt",
      "link-hidden/config",
      "link-nowhere",
      "pipe",
      "link-device",
      "data",
      "one.html/x",
      "%ff.txt",
      "%E0%A4%A.txt",
      "%ed%a0%80",
      "a".repeat(256),
      "one%zz.html"
    ];

    test.each(escapes)("reads nothing: %s", async (escape) => {
      const response = await shell.call(`/api/files/${escape}`);
      // `..` that the URL itself resolves asks for another address, where there is no file.
      expect([400, 403, 404]).toContain(response.status);
      const text = await response.text();
      expect(text).not.toMatch(/^outside|secret|root:/);
    });

    test.each(escapes)("writes nothing: %s", async (escape) => {
      const before = [readFileSync(outside(), "utf8"), readdirSync(house.folder)];
      const response = await shell.call(`/api/files/${escape}`, {
        method: "PUT",
        body: "evil",
        headers: {...bytes, "if-none-match": "*"}
      });
      // A doubly encoded name is, decoded once, an odd but harmless name, which is made inside.
      if (escape.startsWith("%252e"))
        expect(existsSync(path.join(house.workspace, "%2e%2e%2foutside.txt"))).toBe(response.ok);
      else expect([400, 403, 404, 405, 412]).toContain(response.status);
      expect([readFileSync(outside(), "utf8"), readdirSync(house.folder)]).toEqual(before);
      expect(existsSync(path.join(house.folder, "not-there.txt"))).toBe(false);
      expect(readFileSync(path.join(house.workspace, "one.html"), "utf8")).toBe(notebookText);
    });

    test.each(escapes)("renames nothing: %s", async (escape) => {
      const target = decoded(escape);
      const response = await shell.post("/api/rename", {from: "deep/two.html", to: target});
      if (escape.startsWith("%252e") || /%(?![0-9a-f]{2})|%ff|%E0%A4|%ed%a0/i.test(escape)) {
        // Undecodable text in JSON is just a name, and may be made inside.
        if (response.ok) await shell.post("/api/rename", {from: target, to: "deep/two.html"});
      } else expect([400, 403, 404, 409]).toContain(response.status);
      expect(existsSync(path.join(house.workspace, "deep/two.html"))).toBe(true);
      expect(readFileSync(outside(), "utf8")).toBe("outside");
    });

    test("a link that stays inside is read but never written through", async () => {
      const read = await shell.call("/api/files/link-inside.csv");
      expect(await read.text()).toBe("a,b\n1,2\n");
      const written = await shell.call("/api/files/link-inside.csv", {
        method: "PUT",
        body: "evil",
        headers: {...bytes, "if-match": read.headers.get("etag") ?? ""}
      });
      expect(await refusal(written)).toBe("403 refused, a symbolic link: link-inside.csv");
      expect(readFileSync(path.join(house.workspace, "data/values.csv"), "utf8")).toBe("a,b\n1,2\n");
    });

    test("what else is linked to a file by hard links does not change with it", async () => {
      const file = path.join(house.workspace, "hard.txt");
      linkSync(outside(), file);
      const etag = (await shell.call("/api/files/hard.txt")).headers.get("etag") ?? "";
      const sent = {method: "PUT", body: "mine", headers: {...bytes, "if-match": etag}};
      expect((await shell.call("/api/files/hard.txt", sent)).status).toBe(200);
      expect(readFileSync(outside(), "utf8")).toBe("outside");
    });

    test("no notebook opens outside, and links do not help its attachments", async () => {
      for (const path of ["../x.html", "link-folder/x.html", ".git/x.html", "pipe.html"])
        expect((await shell.post("/api/notebooks", {path})).ok, path).toBe(false);
      for (const file of ["link.txt", "link-folder/outside.txt", "link-hidden/config", "pipe", "link-device"])
        expect((await mount.fetch(`${notebook.origin}${notebook.filesBase}${file}`)).ok, file).toBe(false);
    });

    test("runs are not kept behind a link", async () => {
      symlinkSync(house.folder, path.join(house.workspace, ".runs"));
      const file = `/api/runs/${notebook.id}/${"b".repeat(64)}/plan.json`;
      expect((await shell.call(file, {method: "PUT", body: "{}", headers: bytes})).status).toBe(403);
      expect((await shell.call(file)).status).toBe(403);
      expect((await shell.call(`/api/runs/${notebook.id}`)).status).toBe(403);
      expect(existsSync(path.join(house.folder, "b".repeat(64)))).toBe(false);
    });
  });
});

/** Decoded once where that is possible. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
