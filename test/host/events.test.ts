import {mkdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {HostEvent} from "../../host/api.ts";
import {type House, makeHouse} from "./house.ts";
import {type Mount, mounts, openShell, type Shell} from "./mounts.ts";

/** Reads a stream of server-sent events until one fits. */
function reader(response: Response) {
  const stream = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = "";
  const seen: HostEvent[] = [];
  return {
    seen,
    /** The first event, from now or before, that fits. */
    async find(fits: (event: HostEvent) => boolean): Promise<HostEvent> {
      for (;;) {
        const at = seen.findIndex(fits);
        if (at >= 0) return seen.splice(0, at + 1)[at];
        const {value, done} = await stream.read();
        if (done) throw new Error("the stream ended");
        text += decoder.decode(value, {stream: true});
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) if (block.startsWith("data: ")) seen.push(JSON.parse(block.slice(6)) as HostEvent);
      }
    },
    async ended(): Promise<boolean> {
      for (;;) if ((await stream.read()).done) return true;
    },
    cancel: () => stream.cancel()
  };
}

/** Resolves when `count` streams are open. */
function counter() {
  let now = 0;
  const waiting: {count: number; resolve: () => void}[] = [];
  return {
    listening(streams: number) {
      now = streams;
      for (const each of [...waiting]) if (each.count === now) each.resolve();
    },
    reaches: (count: number) =>
      now === count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({count, resolve}))
  };
}

describe.each(Object.keys(mounts))("the host %s", (name) => {
  let house: House;
  let mount: Mount;
  let shell: Shell;
  const streams = counter();
  const file = (name: string) => path.join(house.workspace, name);
  const about = (path: string, change: "changed" | "removed") => (event: HostEvent) =>
    event.type === "file" && event.path === path && event.change === change;

  beforeAll(async () => {
    house = makeHouse();
    mount = await mounts[name](house, {listening: streams.listening});
    shell = await openShell(mount);
  });
  afterAll(async () => {
    await mount.close();
    expect(house.faults).toEqual([]);
    house.remove();
  });

  async function listen() {
    const response = await shell.call("/api/events");
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    return reader(response);
  }

  test("tells of a file that another program writes, with the ETag that it then has", async () => {
    const events = await listen();
    writeFileSync(file("data/new.csv"), "x");
    const event = await events.find(about("data/new.csv", "changed"));
    const etag = (await shell.call("/api/files/data/new.csv")).headers.get("etag");
    expect(event).toEqual({type: "file", path: "data/new.csv", change: "changed", etag});
    await events.cancel();
  });

  test("tells of a file that is replaced by renaming, removed, and made in a new folder", async () => {
    const events = await listen();
    writeFileSync(file("data/.swap"), "swapped");
    renameSync(file("data/.swap"), file("data/values.csv"));
    await events.find(about("data/values.csv", "changed"));
    mkdirSync(file("fresh/deep"), {recursive: true});
    writeFileSync(file("fresh/deep/note.txt"), "x");
    await events.find(about("fresh/deep/note.txt", "changed"));
    rmSync(file("fresh"), {recursive: true});
    await events.find(about("fresh/deep/note.txt", "removed"));
    rmSync(file("data/new.csv"), {force: true});
    await events.cancel();
  });

  test("tells of a save of its own once, under the ETag that the save was answered with", async () => {
    const events = await listen();
    const response = await shell.call("/api/files/mine.txt", {
      method: "PUT",
      body: "mine",
      headers: {"content-type": "application/octet-stream", "if-none-match": "*"}
    });
    const event = await events.find((each) => each.type === "file" && each.path === "mine.txt");
    expect(event).toMatchObject({change: "changed", etag: response.headers.get("etag")});
    writeFileSync(file("after.txt"), "x");
    await events.find(about("after.txt", "changed"));
    // No temporary file and no second word about mine.txt came in between.
    expect(events.seen.filter((each) => each.type === "file" && /mine|tmp/.test(each.path))).toEqual([]);
    rmSync(file("mine.txt"));
    rmSync(file("after.txt"));
    await events.cancel();
  });

  test("tells of what a mount publishes", async () => {
    const events = await listen();
    mount.host.publish({type: "menu", command: "save"});
    expect(await events.find(({type}) => type === "menu")).toEqual({type: "menu", command: "save"});
    await events.cancel();
  });

  test("ends a stream when its reader goes away", async () => {
    await streams.reaches(0);
    const aborting = new AbortController();
    const response = await shell.call("/api/events", {signal: aborting.signal});
    const body = (response.body as ReadableStream<Uint8Array>).getReader();
    await body.read();
    await streams.reaches(1);
    // A direct call has nothing but the stream itself.
    if (name === "called directly") await body.cancel();
    else aborting.abort();
    await streams.reaches(0);
  });

  test("ends every stream when it closes", async () => {
    const response = await shell.call("/api/events");
    const events = reader(response);
    await streams.reaches(1);
    mount.host.close();
    expect(await events.ended()).toBe(true);
    await streams.reaches(0);
  });
});
