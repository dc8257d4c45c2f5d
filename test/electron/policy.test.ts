import {describe, expect, test} from "vitest";
import {menuTemplate} from "../../electron/menu.ts";
import {crashCount} from "../../electron/policy/crash.ts";
import {externalAddress} from "../../electron/policy/external.ts";
import {chooseGraphics, graphicsLevels, mergeFeatures} from "../../electron/policy/graphics.ts";
import {mayNavigate} from "../../electron/policy/navigation.ts";
import {openable, openQueue, pathInside} from "../../electron/policy/openFiles.ts";
import {mayUse} from "../../electron/policy/permission.ts";
import {shellCommands} from "../../renderer/shell/commands.ts";
import {placeWindow} from "../../electron/policy/placement.ts";

const nb = "app://nb-" + "a".repeat(26);
const other = "app://nb-" + "b".repeat(26);

describe("navigation", () => {
  test.each([
    [{url: "app://ui/", isMainFrame: true, from: "app://ui/"}, "the window to the shell"],
    [{url: "app://ui/#code=x", isMainFrame: true, from: null}, "the window to the shell with a code"],
    [{url: "APP://UI/", isMainFrame: true, from: null}, "the shell in capitals"],
    [{url: nb + "/", isMainFrame: false, from: ""}, "a new frame to a notebook"],
    [{url: nb + "/", isMainFrame: false, from: "about:blank"}, "an empty frame to a notebook"],
    [{url: nb + "/", isMainFrame: false, from: nb + "/"}, "a notebook to itself"]
  ])("is allowed: %j (%s)", (...[navigation]) => expect(mayNavigate(navigation)).toBe(true));

  test.each([
    [{url: "https://example.org/", isMainFrame: true, from: "app://ui/"}, "the window to the web"],
    [{url: "http://ui/", isMainFrame: true, from: null}, "another scheme"],
    [{url: "file:///etc/passwd", isMainFrame: true, from: null}, "a file"],
    [{url: "javascript:alert(1)", isMainFrame: true, from: null}, "a script"],
    [{url: "data:text/html,x", isMainFrame: false, from: nb}, "a data page"],
    [{url: `blob:${nb}/1`, isMainFrame: false, from: nb}, "a blob page"],
    [{url: "about:blank", isMainFrame: false, from: nb}, "an empty page"],
    [{url: nb + "/", isMainFrame: true, from: "app://ui/"}, "the window to a notebook"],
    [{url: "app://ui/", isMainFrame: false, from: nb}, "a frame to the shell"],
    [{url: other + "/", isMainFrame: false, from: nb + "/"}, "a notebook to another"],
    [{url: nb + "/files/x/a.html", isMainFrame: false, from: nb}, "a notebook to one of its files"],
    [{url: "app://ui/api/about", isMainFrame: true, from: "app://ui/"}, "the window to the API"],
    [{url: "app://ui.evil/", isMainFrame: true, from: null}, "a longer host"],
    [{url: "app://ui:80/", isMainFrame: true, from: null}, "a port"],
    [{url: "app://user@ui/", isMainFrame: true, from: null}, "a name before the host"],
    [{url: "app://nb-short/", isMainFrame: false, from: null}, "no id"],
    [{url: "", isMainFrame: true, from: null}, "nothing"],
    [{url: "app://", isMainFrame: true, from: null}, "no host"]
  ])("is refused: %j (%s)", (...[navigation]) => expect(mayNavigate(navigation)).toBe(false));
});

describe("permissions", () => {
  test("are the shell's three and a notebook's one", () => {
    for (const permission of ["clipboard-sanitized-write", "notifications", "fullscreen"])
      expect(mayUse(permission, "app://ui/")).toBe(true);
    expect(mayUse("fullscreen", nb)).toBe(true);
  });

  test.each([
    "media",
    "geolocation",
    "clipboard-read",
    "usb",
    "hid",
    "serial",
    "midi",
    "loopback-network",
    "openExternal"
  ])("are denied to everyone: %s", (permission) => {
    for (const origin of ["app://ui", nb, "https://example.org", "", "null"])
      expect(mayUse(permission, origin)).toBe(false);
  });

  test("are denied to a notebook that asks for the shell's, and to strangers that ask for any", () => {
    expect(mayUse("notifications", nb)).toBe(false);
    for (const origin of ["https://ui/", "app://ui.evil", "file:///", ""])
      expect(mayUse("fullscreen", origin)).toBe(false);
  });
});

describe("an address outside", () => {
  test.each([
    ["https://example.org/a?b#c", "https://example.org/a?b#c"],
    ["HTTPS://EXAMPLE.org", "https://example.org/"],
    ["mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"]
  ])("is handed on as it was parsed: %s", (url, address) => expect(externalAddress(url)).toBe(address));

  test.each([
    "http://example.org",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "smb://host/share",
    "ms-msdt:/id",
    "app://ui/",
    "https://bank.example@evil.example/",
    "mailto:a@b.c?attachment=/etc/passwd",
    "https://",
    "C:\\Windows\\System32\\calc.exe",
    "\\\\host\\share",
    ""
  ])("is refused: %s", (url) => expect(externalAddress(url)).toBeNull());
});

describe("files to open", () => {
  const look = (path: string) => (({"/w/a.html": "file", "/w/b.exe": "file", "/w/dir": "folder"}) as const)[path];

  test("are what exists and has our ending; switches are passed over", () => {
    const args = ["--inspect", "a.html", "b.exe", "dir", "absent.html", "-x", "/w/a.html\0", "https://a.html"];
    expect(openable(args, "/w", look)).toEqual([
      {path: "/w/a.html", kind: "file"},
      {path: "/w/dir", kind: "folder"}
    ]);
  });

  test("wait until there is a page, each once, and come in order", () => {
    const queue = openQueue();
    for (const file of ["/a", "/b", "/a"]) queue.add(file);
    const shown: string[] = [];
    queue.connect((file) => shown.push(file));
    queue.add("/c");
    queue.connect(null);
    queue.add("/d");
    expect(shown).toEqual(["/a", "/b", "/c"]);
    queue.connect((file) => shown.push(file));
    expect(shown).toEqual(["/a", "/b", "/c", "/d"]);
  });

  test("are known by their place in the folder", () => {
    expect(pathInside("/w", "/w/sub/a.html")).toBe("sub/a.html");
    for (const file of ["/w", "/wide/a.html", "/a.html", "/w/../a.html"]) expect(pathInside("/w", file)).toBeNull();
  });
});

describe("graphics", () => {
  test("follow the person's choice when nothing went wrong", () => {
    for (const level of graphicsLevels) expect(chooseGraphics(level, undefined)).toMatchObject({level});
    expect(chooseGraphics("nonsense", undefined).level).toBe("auto");
    expect(chooseGraphics(undefined, undefined)).toEqual({level: "auto", switches: [], withoutAcceleration: false});
  });

  test("fall back one step after a start that did not live, and say so", () => {
    expect(chooseGraphics("auto", "auto")).toMatchObject({level: "webgl", notice: expect.stringContaining('"auto"')});
    expect(chooseGraphics("auto", "webgl")).toMatchObject({level: "software", withoutAcceleration: true});
    expect(chooseGraphics("force-webgpu", "force-webgpu").level).toBe("auto");
    expect(chooseGraphics("auto", "software").level).toBe("software");
  });

  test("never ask for more than the person chose", () => {
    expect(chooseGraphics("software", "force-webgpu")).toMatchObject({level: "software"});
    expect(chooseGraphics("software", "force-webgpu").notice).toBeUndefined();
  });

  test("take no notice of a marker that says nothing", () => {
    expect(chooseGraphics("auto", "garbage")).toMatchObject({level: "auto"});
  });

  test("add to the features that are there already", () => {
    expect(mergeFeatures("", "A,B")).toBe("A,B");
    expect(mergeFeatures("C,A", "A,B")).toBe("C,A,B");
  });
});

describe("the window's place", () => {
  const screens = [
    {x: 0, y: 0, width: 1920, height: 1040},
    {x: 1920, y: 0, width: 1280, height: 984}
  ];

  test("is where it was", () => {
    const bounds = {x: 2000, y: 40, width: 900, height: 700};
    expect(placeWindow(bounds, screens)).toEqual(bounds);
  });

  test("is on a screen when the one where it was is gone", () => {
    expect(placeWindow({x: 2000, y: 40, width: 900, height: 700}, screens.slice(0, 1))).toEqual({
      width: 900,
      height: 700
    });
    expect(placeWindow({x: 10, y: -500, width: 900, height: 700}, screens)).toEqual({width: 900, height: 700});
    expect(placeWindow({x: 1900, y: 0, width: 900, height: 700}, screens.slice(0, 1))).not.toHaveProperty("x");
  });

  test("fits a screen that became smaller", () => {
    const {width, height} = placeWindow({x: 0, y: 0, width: 4000, height: 3000}, screens);
    expect([width, height]).toEqual([1920, 1040]);
  });

  test.each([undefined, null, 3, {}, {x: 0, y: 0, width: NaN, height: 1}, {x: "0", y: 0, width: 1, height: 1}])(
    "is the usual one for a state that says nothing: %j",
    (saved) => expect(placeWindow(saved, screens)).toEqual({width: 1280, height: 860})
  );
});

test("three deaths within a minute are enough, four in four minutes are not", () => {
  let time = 0;
  const crashed = crashCount(() => time);
  expect([crashed(), crashed(), crashed()]).toEqual(["again", "again", "stop"]);
  time = 0;
  const seldom = crashCount(() => time);
  for (let i = 0; i < 4; ++i) {
    expect(seldom()).toBe("again");
    time += 61_000;
  }
});

describe("the menu", () => {
  const items = (options: {mac: boolean; development: boolean}) => {
    const sent: string[] = [];
    const template = menuTemplate({...options, send: (command) => sent.push(command)});
    const all = template.flatMap(({submenu}) => (Array.isArray(submenu) ? submenu : []));
    return {template, all, sent};
  };

  test("sends the shell's commands and does nothing by itself", () => {
    const {all, sent} = items({mac: false, development: false});
    const commands = all.filter(({id}) => id !== undefined);
    for (const {click} of commands) (click as () => void)();
    expect(sent).toEqual(commands.map(({id}) => id));
    expect(new Set(sent).size).toBe(sent.length);
  });

  test("names only commands that the shell knows", () => {
    const known = shellCommands({current: {value: null}} as never, {autosave: {value: true}} as never, {} as never).map(
      ({id}) => id
    );
    for (const {id} of items({mac: true, development: true}).all) if (id !== undefined) expect(known).toContain(id);
  });

  test("uses no key twice", () => {
    const keys = items({mac: false, development: true}).all.flatMap(({accelerator}) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("has the tools of developers only in development", () => {
    const has = (development: boolean) =>
      items({mac: true, development}).all.some(({role}) => role === "toggleDevTools");
    expect([has(true), has(false)]).toEqual([true, false]);
  });
});
