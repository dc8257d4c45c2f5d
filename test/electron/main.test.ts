import {existsSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, describe, expect, test, vi} from "vitest";
import {appOrigins} from "../../host/origins.ts";
import {event} from "./double/event.ts";
import {launch, type Program} from "./program.ts";

let program: Program;
afterEach(() => program?.end());
const start = async (options: Parameters<typeof launch>[0] = {}) => {
  program = await launch({files: {"first-light.html": "<notebook></notebook>"}, ...options});
  await program.start();
  return program;
};
const window = () => [...program.openWindows][0];
const ask = (address: string, init?: RequestInit, initiatorOrigin?: string) => {
  const request = new Request(address, init);
  if (initiatorOrigin !== undefined) Object.defineProperty(request, "initiatorOrigin", {value: initiatorOrigin});
  return Promise.resolve(program.state.handlers.get("app")?.(request)) as Promise<Response>;
};

describe("before it is ready", () => {
  test("the program registers one scheme, sandboxes all, and lets no lost card cost WebGL", async () => {
    program = await launch();
    const {state} = program;
    expect(state.schemes).toEqual([
      {
        scheme: "app",
        privileges: {standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true}
      }
    ]);
    expect(state).toMatchObject({sandboxed: true, domainBlocking: false, accelerated: true});
    await program.start();
  });

  test("a second program ends and leaves the files to the first", async () => {
    program = await launch({prepare: ({state}) => void (state.lock = false)});
    await program.start();
    expect(program.state.quit).toBe(true);
    expect(program.openWindows.size).toBe(0);
  });

  test("a start that did not live makes the next ask less of the graphics, and say so", async () => {
    await start({prepare: (_, home) => writeFileSync(path.join(home, "gpu-attempt"), "webgl")});
    expect(program.state.accelerated).toBe(false);
    await vi.waitFor(() => expect(program.state.messages).toEqual([expect.stringContaining('graphics "webgl"')]));
    expect(readFileSync(path.join(program.home, "gpu-attempt"), "utf8")).toBe("software");
  });

  test("the person's choice of graphics becomes switches, added to those that are there", async () => {
    program = await launch({
      prepare({state}, home) {
        state.switches.set("enable-features", "Present");
        writeFileSync(path.join(home, "desktop.json"), '{"graphics":"force-webgpu"}');
      }
    });
    expect(program.state.switches.get("enable-features")).toBe("Present,Vulkan,VulkanFromANGLE");
    expect(program.state.switches.has("enable-unsafe-webgpu")).toBe(true);
    await program.start();
  });

  test("an orderly end takes the graphics marker with it", async () => {
    await start();
    expect(existsSync(path.join(program.home, "gpu-attempt"))).toBe(true);
    program.app.quit();
    expect(existsSync(path.join(program.home, "gpu-attempt"))).toBe(false);
    expect(program.state.quit).toBe(true);
  });
});

describe("the window", () => {
  test("has every safe setting said aloud", async () => {
    await start();
    expect(window().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false
    });
    // webSecurity and the experimental switches stay at their defaults, which are safe.
    expect(window().options.webPreferences).not.toHaveProperty("webSecurity");
    expect(
      Object.keys(window().options.webPreferences ?? {}).filter((key) => /insecure|experimental|blink/i.test(key))
    ).toEqual([]);
    expect(path.basename(window().options.webPreferences?.preload ?? "")).toBe("preload.cjs");
  });

  test("loads the shell with a one-time code, and is shown when there is something to see", async () => {
    await start();
    expect(window().loaded).toEqual([expect.stringMatching(/^app:\/\/ui\/#code=[\w-]{24}$/)]);
    await vi.waitFor(() => expect(window().visible).toBe(true));
    expect(window().options.show).toBe(false);
  });

  test("has the colour of the page before the page is there", async () => {
    await start({prepare: ({state}) => void (state.dark = true)});
    expect(window().options.backgroundColor).toBe("#171716");
  });

  test("comes back where it was", async () => {
    const bounds = {x: 100, y: 80, width: 900, height: 700};
    await start({
      prepare: (_, home) => writeFileSync(path.join(home, "window.json"), JSON.stringify({bounds, maximized: true}))
    });
    expect(window().options).toMatchObject(bounds);
    await vi.waitFor(() => expect(window().maximized).toBe(true));
    window().close();
    await vi.waitFor(() =>
      expect(JSON.parse(readFileSync(path.join(program.home, "window.json"), "utf8"))).toEqual({
        bounds,
        maximized: true
      })
    );
  });

  test("is given time to write what was typed, and closes when it is written", async () => {
    await start();
    const shown = window();
    shown.refuses = true;
    shown.close();
    expect(shown.destroyed).toBe(false);
    shown.refuses = false;
    await vi.waitFor(() => expect(shown.destroyed).toBe(true));
    expect(program.state.messages).toEqual([]);
  });

  test("asks before it closes over what cannot be written", async () => {
    await start();
    const shown = window();
    shown.refuses = true;
    shown.close();
    await vi.waitFor(
      () => expect(program.state.messages).toEqual(["Some changes could not be written to disk."]),
      5000
    );
    expect(shown.destroyed).toBe(false);
    program.state.answer = 1;
    shown.close();
    await vi.waitFor(() => expect(shown.destroyed).toBe(true), 5000);
  });

  test("is loaded again with a new code when its page dies, three times a minute at most", async () => {
    await start();
    const die = () => window().contents.emit("render-process-gone", event(), {reason: "crashed"});
    die();
    die();
    expect(window().loaded).toHaveLength(3);
    expect(new Set(window().loaded).size).toBe(3);
    die();
    expect(window().loaded).toHaveLength(3);
    expect(program.state.messages).toEqual([expect.stringContaining("keeps stopping")]);
  });

  test("ends the program when it is closed", async () => {
    await start();
    window().close();
    expect(program.state.quit).toBe(process.platform !== "darwin");
  });
});

describe("the policies are in force", () => {
  test("navigation: announced moves elsewhere are prevented, in frames too", async () => {
    await start();
    const move = (name: string, details: object) => {
      const announced = event(details);
      window().contents.emit(name, announced);
      return announced.defaultPrevented;
    };
    for (const name of ["will-frame-navigate", "will-redirect"]) {
      expect(move(name, {url: "https://evil.example/", isMainFrame: true, frame: {url: "app://ui/"}})).toBe(true);
      expect(move(name, {url: "app://ui/", isMainFrame: false, frame: null})).toBe(true);
      expect(move(name, {url: "app://ui/", isMainFrame: true, frame: {url: "app://ui/"}})).toBe(false);
    }
    const webview = event();
    window().contents.emit("will-attach-webview", webview, {}, {});
    expect(webview.defaultPrevented).toBe(true);
    expect(window().contents.webRtc).toBe("disable_non_proxied_udp");
  });

  test("windows: none opens; a web page goes to the system's browser, anything else nowhere", async () => {
    await start();
    const open = (url: string) => window().contents.windowOpen({url} as never).action;
    expect(["https://example.org/", "file:///etc/passwd", "app://ui/", "javascript:1"].map(open)).toEqual(
      Array.from({length: 4}, () => "deny")
    );
    expect(program.state.opened).toEqual(["https://example.org/"]);
  });

  test("permissions: asked and checked by the same table, devices never", async () => {
    await start();
    const {requests, checks, devices} = program.defaultSession;
    const granted: boolean[] = [];
    const from = (requestingUrl: string) => ({requestingUrl}) as never;
    requests?.(null as never, "media", (is) => granted.push(is), from("app://ui/"));
    requests?.(null as never, "fullscreen", (is) => granted.push(is), from("app://ui/"));
    expect(granted).toEqual([false, true]);
    expect(checks?.(null, "geolocation", "app://ui", {} as never)).toBe(false);
    expect(checks?.(null, "notifications", "app://ui", {} as never)).toBe(true);
    expect(devices?.({} as never)).toBe(false);
  });

  test("network: whatever is not ours is cancelled, and files are refused", async () => {
    await start();
    const [{filter, listener}] = program.defaultSession.blocked;
    expect(filter.urls).toEqual(expect.arrayContaining(["http://*/*", "https://*/*", "ws://*/*", "wss://*/*"]));
    let cancelled: boolean | undefined;
    listener({url: "https://example.org/"}, ({cancel}) => (cancelled = cancel));
    expect(cancelled).toBe(true);
    const refused = await program.state.handlers.get("file")?.(new Request("http://x/"));
    expect(refused?.status).toBe(403);
  });

  test("downloads: the person chooses the place, and no letter of the name hides", async () => {
    await start();
    let proposed: string | undefined;
    const item = {
      getFilename: () => "photo\u202egnp.exe",
      setSaveDialogOptions: ({defaultPath}: {defaultPath?: string}) => (proposed = defaultPath)
    };
    program.defaultSession.emit("will-download", event(), item);
    expect(proposed).toBe(path.join("/home/person/downloads", "photognp.exe"));
  });
});

describe("the host as it is mounted", () => {
  const session = async (initiator?: string) => {
    const code = new URLSearchParams(new URL(window().loaded[0]).hash.slice(1)).get("code");
    return ask(
      "app://ui/api/session",
      {method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify({code})},
      initiator
    );
  };

  test("answers the shell, whom Electron vouches for", async () => {
    await start();
    const {token} = (await (await session("app://ui")).json()) as {token: string};
    const headers = {"x-subband-token": token};
    const about = await ask("app://ui/api/about", {headers}, "app://ui");
    expect(await about.json()).toMatchObject({transport: "electron"});
  });

  test.each(["null", "https://evil.example", "app://nb-aaaaaaaaaaaaaaaaaaaaaaaaaa"])(
    "refuses %s",
    async (initiator) => {
      await start();
      expect((await session(initiator)).status).toBe(403);
    }
  );

  test("takes a request without initiator for the browser's own once Electron has named one", async () => {
    await start();
    expect((await ask("app://ui/", {}, undefined)).status).toBe(200);
    const {token} = (await (await session("app://ui")).json()) as {token: string};
    expect((await ask("app://ui/api/about", {headers: {"x-subband-token": token}})).status).toBe(403);
  });

  test("names the shell's and the notebooks' origins in its policy", async () => {
    await start();
    const policy = (await ask("app://ui/")).headers.get("content-security-policy");
    expect(policy).toContain(`frame-src ${appOrigins.frames}`);
    expect(policy).toContain("script-src 'self'");
  });
});

describe("files from outside", () => {
  test("one on the command line opens in its own folder", async () => {
    await start({args: (workspace) => ["--switch", path.join(workspace, "first-light.html")]});
    expect(window().loaded[0]).toMatch(/&open=first-light\.html$/);
  });

  test("one that the system opens before there is a window waits for it", async () => {
    program = await launch({files: {"a.html": "<notebook></notebook>"}});
    const opening = event();
    (program.app as unknown as NodeJS.EventEmitter).emit("open-file", opening, path.join(program.workspace, "a.html"));
    expect(opening.defaultPrevented).toBe(true);
    await program.start();
    expect(program.state.messages).toEqual([]);
  });
});
