import {describe, expect, test} from "vitest";
import {readPlace} from "../../renderer/shell/beginning.ts";
import {firstNotebook, headStart} from "../../renderer/shell/headStart.ts";
import type {Host} from "../../renderer/shell/host.ts";

const place = (etag: string) => ({
  id: "a",
  origin: "http://nb-a.app.localhost",
  filesBase: "/files/c/",
  etag,
  trusted: true,
  journaled: false
});
const file = (path: string) => ({path, size: 1, modified: 0});

describe("opening a notebook", () => {
  test("asks again until trust and text speak of the same content", async () => {
    const etags = ["old", "new", "new"];
    const texts = ["new", "newer", "new"];
    const read = await readPlace(
      {
        open: () => Promise.resolve(place(etags.shift()!)),
        readText: () => Promise.resolve({text: texts[0], etag: texts.shift()!})
      },
      "a.html"
    );
    expect(read).toMatchObject({place: {etag: "new"}, file: {text: "new", etag: "new"}});
    expect(etags).toEqual([]);
  });

  test("says so when the file never stands still", async () => {
    const restless = {
      open: () => Promise.resolve(place("a")),
      readText: () => Promise.resolve({text: "", etag: "b"})
    };
    await expect(readPlace(restless, "a.html")).rejects.toThrow("a.html keeps changing");
  });
});

describe("what a window shows first", () => {
  const files = [file("b.html"), file("first-light.html"), file("data.csv")];
  test("is what its address names, what was shown last and is still there, or the first notebook", () => {
    expect(firstNotebook(files, {named: "x.html", recent: ["b.html"]})).toBe("x.html");
    expect(firstNotebook(files, {named: null, recent: ["gone.html", "b.html"]})).toBe("b.html");
    expect(firstNotebook(files, {named: null, recent: []})).toBe("first-light.html");
    expect(firstNotebook([file("b.html")], {named: null, recent: []})).toBeUndefined();
  });
});

describe("the head start of a window", () => {
  function counted() {
    const asked: string[] = [];
    const host = {
      workspace: () => (
        asked.push("workspace"),
        Promise.resolve({root: "/", files: [file("a.html")], truncated: false})
      ),
      open: (path: string) => (asked.push(`open ${path}`), Promise.resolve(place("e"))),
      readText: (path: string) => (asked.push(`read ${path}`), Promise.reject(new Error("gone")))
    } as unknown as Host;
    return {asked, host};
  }

  test("asks for list and notebook at once, hands each answer out once, and then asks the host", async () => {
    const {asked, host} = counted();
    const ahead = headStart(host, {likely: "a.html", choose: () => undefined});
    expect(asked).toEqual(["workspace", "open a.html", "read a.html"]);
    await ahead.workspace();
    await ahead.open("a.html");
    await expect(ahead.readText("a.html")).rejects.toThrow("gone");
    expect(asked.length).toBe(3);
    await ahead.open("a.html");
    await ahead.open("b.html");
    expect(asked.slice(3)).toEqual(["open a.html", "open b.html"]);
  });

  test("chooses from the list where nothing is likely", async () => {
    const {asked, host} = counted();
    const ahead = headStart(host, {likely: undefined, choose: ([{path}]) => path});
    await ahead.workspace();
    expect(asked).toEqual(["workspace", "open a.html", "read a.html"]);
  });
});
