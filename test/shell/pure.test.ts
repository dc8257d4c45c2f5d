import {describe, expect, test} from "vitest";
import {blankNotebook} from "../../renderer/shell/blankNotebook.ts";
import {commandFor, readableKey} from "../../renderer/shell/command.ts";
import {readEvents} from "../../renderer/shell/events.ts";
import {safeFileName, typedPath} from "../../renderer/shell/fileName.ts";
import {fileTree, type Folder, freePath, holdsNotebook, readableSize} from "../../renderer/shell/fileTree.ts";
import {floodGate} from "../../renderer/shell/flood.ts";
import {latestOf} from "../../renderer/shell/latest.ts";
import {lineDifference} from "../../renderer/shell/lineDifference.ts";
import {readLaunch} from "../../renderer/shell/launch.ts";
import {outsideAddress} from "../../renderer/shell/link.ts";
import {match} from "../../renderer/shell/match.ts";
import {findEntries} from "../../renderer/shell/palette.ts";
import {readNotebook} from "../../renderer/notebook/format/readNotebook.ts";
import {standingClock} from "../clock.ts";

const file = (path: string) => ({path, size: 1, modified: 0});

describe("the file tree", () => {
  test("lists notebooks, then folders, then other files, numbers by size", () => {
    const tree = fileTree([file("b.csv"), file("n10.html"), file("n2.html"), file("z/a.html"), file("a.csv")]);
    expect(tree.map(({kind, name}) => [kind, name])).toEqual([
      ["notebook", "n2"],
      ["notebook", "n10"],
      ["folder", "z"],
      ["file", "a.csv"],
      ["file", "b.csv"]
    ]);
  });

  test("knows whether a folder holds a notebook, at any depth", () => {
    const folders = fileTree([file("a/b/c.html"), file("d/e.csv")]) as Folder[];
    expect(folders.map(holdsNotebook)).toEqual([true, false]);
  });

  test("nests folders with their whole path", () => {
    const [a] = fileTree([file("a/b/c.html")]);
    expect(a).toMatchObject({path: "a", children: [{path: "a/b", children: [{path: "a/b/c.html", name: "c"}]}]});
  });

  test("holds its own with names of JavaScript's objects", () => {
    const [folder] = fileTree([file("__proto__/constructor.html")]);
    expect(folder).toMatchObject({kind: "folder", name: "__proto__", children: [{name: "constructor"}]});
  });

  test("finds the first free name", () => {
    expect(freePath(new Set(["a/untitled.html", "a/untitled-2.html"]), "a")).toBe("a/untitled-3.html");
  });

  test("writes sizes as people read them", () => {
    expect([0, 812, 999, 1000, 4200, 9_949, 9_951, 31_000_000].map(readableSize)).toEqual([
      "0 B",
      "812 B",
      "999 B",
      "1.0 kB",
      "4.2 kB",
      "9.9 kB",
      "10 kB",
      "31 MB"
    ]);
  });
});

describe("a typed path", () => {
  test("gets the ending where it has none", () => {
    expect(typedPath(" sub / my notes ")).toEqual({path: "sub/my notes.html"});
    expect(typedPath("a.HTML")).toEqual({path: "a.HTML"});
    expect(typedPath("digits", ".csv")).toEqual({path: "digits.csv"});
  });

  test.each(["", "   ", "/a", "a//b", "../a", "a/./b", "a\\b", "a:b", "nul\u0000", ".hidden", "a/.b"])(
    "is refused in words: %j",
    (typed) => {
      const result = typedPath(typed);
      expect("fault" in result && result.fault.length).toBeGreaterThan(5);
    }
  );
});

describe("a name to save under", () => {
  test.each([
    ["fit.safetensors", "fit.safetensors"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\me\\x.png", "x.png"],
    [".bashrc", "bashrc"],
    ["run.exe", "run.exe.txt"],
    ["photo\u202egnp.exe", "photognp.exe.txt"],
    ["a\u0000b\nc.csv", "abc.csv"],
    ["con.txt", "file-con.txt"],
    ["", "file-unnamed"],
    ["...", "file-unnamed"],
    ["x.lnk ", "x.lnk.txt"]
  ])("%j becomes %j", (name, safe) => expect(safeFileName(name)).toBe(safe));

  test("is cut in the middle so that its ending stays", () => {
    const safe = safeFileName("x".repeat(300) + ".safetensors");
    expect(safe.length).toBeLessThanOrEqual(120);
    expect(safe.endsWith(".safetensors")).toBe(true);
  });
});

describe("the fuzzy match", () => {
  test("wants all letters in order, in any case", () => {
    expect(match("fl", "first-light")?.at).toEqual([0, 6]);
    expect(match("FL", "first-light")).not.toBeNull();
    expect(match("lf", "first-light")).toBeNull();
  });

  test("puts starts of words before letters inside", () => {
    const entry = (title: string) => ({title, group: "", run: () => undefined});
    const found = findEntries([entry("kernel"), entry("keep network"), entry("new notebook")], "nn");
    expect(found.map(({entry}) => entry.title)).toEqual(["new notebook"]);
    const both = findEntries([entry("unsaved"), entry("Save")], "save");
    expect(both[0].entry.title).toBe("Save");
  });

  test("keeps the order of the list where nothing is asked for", () => {
    const entries = ["b", "a", "c"].map((title) => ({title, group: "", run: () => undefined}));
    expect(findEntries(entries, "  ").map(({entry}) => entry.title)).toEqual(["b", "a", "c"]);
  });
});

describe("the line difference", () => {
  test("marks what was taken out and put in, and keeps the rest", () => {
    const lines = lineDifference("a\nb\nc", "a\nx\nc\nd").map(({kind, text}) => kind + text);
    expect(lines).toEqual([" a", "-b", "+x", " c", "+d"]);
  });

  test("gives both texts back", () => {
    const before = "one\ntwo\nthree\ntwo";
    const after = "two\nthree\nfour";
    const lines = lineDifference(before, after);
    const side = (kinds: string) => lines.filter(({kind}) => kinds.includes(kind)).map(({text}) => text);
    expect(side(" -").join("\n")).toBe(before);
    expect(side(" +").join("\n")).toBe(after);
  });
});

describe("keys", () => {
  const press = (key: string, mods: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...mods
  });
  const commands = [
    {id: "palette", title: "", group: "", key: "Mod-k Mod-Shift-p", run: () => undefined},
    {id: "off", title: "", group: "", key: "Mod-x", when: () => false, run: () => undefined}
  ];

  test("mean the system's own Mod", () => {
    expect(commandFor(press("k", {ctrlKey: true}), commands, false)?.id).toBe("palette");
    expect(commandFor(press("k", {metaKey: true}), commands, false)).toBeUndefined();
    expect(commandFor(press("k", {metaKey: true}), commands, true)?.id).toBe("palette");
  });

  test("hold for every key of a command, with the Shift that capitals bring", () => {
    expect(commandFor(press("P", {ctrlKey: true, shiftKey: true}), commands, false)?.id).toBe("palette");
  });

  test("do nothing for a command that does not apply", () => {
    expect(commandFor(press("x", {ctrlKey: true}), commands, false)).toBeUndefined();
  });

  test("are written as the system writes them", () => {
    expect(readableKey("Mod-Shift-k", false)).toBe("Ctrl+Shift+K");
    expect(readableKey("Mod-Shift-k", true)).toBe("⌘⇧K");
    expect(readableKey("Mod--", false)).toBe("Ctrl+-");
  });
});

describe("the stream of events", () => {
  async function read(...chunks: string[]) {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      }
    });
    const events: unknown[] = [];
    for await (const event of readEvents(stream)) events.push(event);
    return events;
  }

  test("is read however it is cut", async () => {
    const text = ': hello\n\ndata: {"a":1}\n\nid: 3\r\ndata: {"b":\r\ndata: "ü"}\r\n\r\n';
    const whole = await read(text);
    expect(whole).toEqual([{a: 1}, {b: "ü"}]);
    for (let i = 1; i < text.length; ++i) expect(await read(text.slice(0, i), text.slice(i))).toEqual(whole);
  });

  test("leaves out an event that did not end", async () => {
    expect(await read('data: {"a":1}\n')).toEqual([]);
  });
});

describe("the gate against floods", () => {
  const second = (limit: {cost: number; size: number}) => floodGate(() => 0, limit);

  test("lets through what a notebook may say in a second, for as long as it likes", () => {
    let time = 0;
    const tooMuch = floodGate(() => time, {cost: 200, size: 100_000});
    for (let i = 0; i < 1000; ++i) {
      time += 10;
      expect(tooMuch({type: i % 20 === 0 ? "status" : "started", cell: 1})).toBe(false);
    }
  });

  test("closes at too many messages, and later for those that cells bring with them", () => {
    const many = (type: string) => {
      const tooMuch = second({cost: 100, size: 1e9});
      let count = 0;
      while (!tooMuch({type})) count += 1;
      return count;
    };
    expect([many("title"), many("started"), many("finished")]).toEqual([5, 100, 100]);
  });

  test("closes at too large messages", () => {
    const large = second({cost: 1e9, size: 1000});
    expect([large({text: "x".repeat(600)}), large({text: "x".repeat(600)})]).toEqual([false, true]);
    expect(second({cost: 1e9, size: 1000})({bytes: new Uint8Array(2000)})).toBe(true);
  });

  test("counts what is no message at all", () => {
    const tooMuch = second({cost: 100, size: 1e9});
    expect([null, "x", 1, [], undefined, {}].map((data) => tooMuch(data)).at(-1)).toBe(true);
  });
});

describe("news of a frame", () => {
  test("are applied a little later, the latest of each kind once", async () => {
    const clock = standingClock();
    const news = latestOf(clock.after);
    const seen: string[] = [];
    for (let i = 0; i < 1000; ++i) news.put("title", () => seen.push(`title ${i}`));
    news.put("outline", () => seen.push("outline"));
    expect(seen).toEqual([]);
    await clock.pass(30);
    expect(seen).toEqual(["title 999", "outline"]);
  });

  test("are forgotten with the frame", async () => {
    const clock = standingClock();
    const news = latestOf(clock.after);
    news.put("title", () => expect.fail("this frame is gone"));
    news.drop();
    await clock.pass(100);
  });
});

describe("a new notebook", () => {
  test.each(["Untitled", "a <b> & `c` ${d}"])("is a notebook with its title: %j", (title) => {
    const {notebook} = readNotebook(blankNotebook(title));
    expect(notebook.title).toBe(title);
    expect(notebook.cells.map(({id, mode, pinned}) => ({id, mode, pinned}))).toEqual([
      {id: 1, mode: "md", pinned: false},
      {id: 2, mode: "js", pinned: true}
    ]);
  });
});

test("the launch address is read from its fragment", () => {
  expect(readLaunch("#code=a-b_c&open=sub%2Fa.html&paused=1")).toEqual({
    code: "a-b_c",
    open: "sub/a.html",
    paused: true
  });
  expect(readLaunch("")).toEqual({code: null, open: null, paused: false});
});

describe("a link of a notebook", () => {
  test.each(["https://example.org/a?b", "http://example.org/", "mailto:a@example.org"])("may lead outside: %s", (url) =>
    expect(outsideAddress(url)).toBe(url)
  );
  test.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "app://ui/",
    "blob:http://a/b",
    "https://bank.example@evil.example/",
    "//example.org",
    "",
    "https://"
  ])("leads nowhere: %s", (url) => expect(outsideAddress(url)).toBeNull());
});
