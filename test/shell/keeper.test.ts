import {describe, expect, test} from "vitest";
import {HostError} from "../../renderer/shell/host.ts";
import {Keeper, type KeeperOptions} from "../../renderer/shell/keeper.ts";
import {settled, standingClock} from "../clock.ts";

/** A keeper with a disk of its own: `log` is what was asked of it, in order. */
function openKeeper({autosave = true, restored}: {autosave?: boolean; restored?: KeeperOptions["restored"]} = {}) {
  const clock = standingClock();
  const disk = {file: "base", etag: "1", journal: null as string | null, base: "", baseText: ""};
  const log: string[] = [];
  const gates: (() => void)[] = [];
  const world = {clock, disk, log, gates, autosave, failing: null as Error | null, slow: false, conflicts: 0};
  const reach = async () => {
    if (world.slow) await new Promise<void>((resolve) => gates.push(resolve));
    if (world.failing) throw world.failing;
  };
  const keeper = new Keeper({
    file: {text: "base", etag: "1"},
    restored,
    journal: {
      async put({text, base, baseText}) {
        log.push(`journal ${text}`);
        await reach();
        Object.assign(disk, {journal: text, base, baseText});
      },
      async clear() {
        log.push("clear");
        await reach();
        disk.journal = null;
      }
    },
    async replace(text, replacing) {
      log.push(`file ${text}`);
      await reach();
      if (replacing === "again" ? disk.etag !== "" : replacing.etag !== disk.etag)
        throw new HostError("changed meanwhile", disk.etag === "" ? 404 : 412);
      disk.file = text;
      disk.etag = String(Number(disk.etag) + 1);
      return disk.etag;
    },
    autosave: () => world.autosave,
    saved: (revision) => log.push(`saved ${revision}`),
    conflict: () => (world.conflicts += 1),
    now: clock.now,
    after: clock.after
  });
  return {...world, world, keeper};
}

describe("a keeper", () => {
  test("brings the first change to the journal at once", async () => {
    const {keeper, disk} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await settled();
    expect(disk.journal).toBe("one");
    expect(keeper.state.value).toEqual({kind: "journaled"});
  });

  test("brings what is typed without pause to the journal every 250 ms", async () => {
    const {keeper, clock, disk, log} = openKeeper();
    for (let i = 1; i <= 50; ++i) {
      keeper.changed({revision: i, text: `text ${i}`});
      await clock.pass(20);
      // never more than 250 ms behind: 13 revisions of 20 ms
      expect(i - Number(disk.journal?.split(" ")[1])).toBeLessThanOrEqual(13);
    }
    expect(log.filter((line) => line.startsWith("journal")).length).toBeLessThanOrEqual(6);
  });

  test("stores with the journal the file that the edits began from", async () => {
    const {keeper, disk} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await settled();
    expect(disk).toMatchObject({base: "1", baseText: "base"});
  });

  test("writes the file a second after the last change and clears the journal after that", async () => {
    const {keeper, clock, disk, log} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await clock.pass(999);
    expect(disk.file).toBe("base");
    await clock.pass(1);
    expect(disk).toMatchObject({file: "one", etag: "2", journal: null});
    expect(log).toEqual(["journal one", "file one", "saved 1", "clear"]);
    expect(keeper.state.value).toEqual({kind: "saved"});
  });

  test("leaves the file alone without autosave until it is asked", async () => {
    const {keeper, clock, disk} = openKeeper({autosave: false});
    keeper.changed({revision: 1, text: "one"});
    await clock.pass(60_000);
    expect(disk).toMatchObject({file: "base", journal: "one"});
    await keeper.save();
    expect(disk).toMatchObject({file: "one", journal: null});
  });

  test("keeps in the journal what was typed while the file was being written", async () => {
    const {keeper, world, disk, gates} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await settled();
    world.slow = true;
    const saving = keeper.save();
    await settled();
    expect(keeper.state.value).toEqual({kind: "saving"});
    keeper.changed({revision: 2, text: "two"});
    await settled();
    world.slow = false;
    gates.shift()?.();
    await saving;
    await world.clock.pass(250);
    expect(disk).toMatchObject({file: "one", journal: "two", base: "2", baseText: "one"});
    expect(keeper.dirty).toBe(true);
  });

  test("never sends a second request before the first has ended", async () => {
    const {keeper, world, gates, log} = openKeeper();
    world.slow = true;
    keeper.changed({revision: 1, text: "one"});
    await settled();
    keeper.changed({revision: 2, text: "two"});
    void keeper.save();
    await world.clock.pass(5000);
    expect(log).toEqual(["journal one"]);
    expect(gates.length).toBe(1);
  });

  test("does not replace a file that someone else changed, and says so", async () => {
    const {keeper, disk, world} = openKeeper();
    Object.assign(disk, {file: "theirs", etag: "7"});
    keeper.changed({revision: 1, text: "mine"});
    await keeper.save();
    expect(disk).toMatchObject({file: "theirs", journal: "mine"});
    expect(world.conflicts).toBe(1);
    expect(keeper.state.value).toEqual({kind: "conflict"});
  });

  test("journals on while there is a conflict, and writes no file", async () => {
    const {keeper, disk, clock} = openKeeper();
    Object.assign(disk, {file: "theirs", etag: "7"});
    keeper.changed({revision: 1, text: "mine"});
    await keeper.save();
    keeper.changed({revision: 2, text: "mine too"});
    await clock.pass(10_000);
    expect(disk).toMatchObject({file: "theirs", journal: "mine too", base: "1", baseText: "base"});
  });

  test("writes the merged text over the file that it was merged with", async () => {
    const {keeper, disk, clock} = openKeeper();
    Object.assign(disk, {file: "theirs", etag: "7"});
    keeper.changed({revision: 1, text: "mine"});
    await keeper.save();
    keeper.rebase({text: "theirs", etag: "7"}, {revision: 2, text: "both"}, true);
    await clock.pass(2000);
    expect(disk).toMatchObject({file: "both", etag: "8", journal: null});
  });

  test("needs no write when the merge gave the file's own text", async () => {
    const {keeper, disk, clock, log} = openKeeper();
    Object.assign(disk, {file: "theirs", etag: "7"});
    keeper.rebase({text: "theirs", etag: "7"}, {revision: 1, text: "theirs"}, false);
    await clock.pass(5000);
    expect(log).toEqual([]);
    expect(keeper.state.value).toEqual({kind: "saved"});
  });

  test("keeps the text of a file that was deleted and makes it anew only when asked", async () => {
    const {keeper, disk, clock} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await settled();
    Object.assign(disk, {file: "", etag: ""});
    keeper.block("missing");
    await clock.pass(10_000);
    expect(disk).toMatchObject({file: "", journal: "one"});
    await keeper.save();
    expect(disk).toMatchObject({file: "one", journal: null});
  });

  test("takes an edit that was undone as saved and clears the journal", async () => {
    const {keeper, disk, clock} = openKeeper();
    keeper.changed({revision: 1, text: "base!"});
    await clock.pass(100);
    keeper.changed({revision: 2, text: "base"}, false);
    await clock.pass(5000);
    expect(disk).toMatchObject({file: "base", etag: "1", journal: null});
  });

  test("tries again until the journal is written when the host does not answer", async () => {
    const {keeper, disk, world, clock} = openKeeper();
    world.failing = new HostError("Subband's host does not answer", 0);
    keeper.changed({revision: 1, text: "one"});
    await settled();
    expect(keeper.state.value).toEqual({kind: "error", message: "Subband's host does not answer"});
    expect(keeper.safe).toBe(false);
    await clock.pass(5000);
    world.failing = null;
    await clock.pass(2000);
    expect(disk.journal).toBe("one");
    expect(keeper.safe).toBe(true);
  });

  test("leaves the journal where it is when the file cannot be written", async () => {
    const {keeper, disk, world, clock} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await settled();
    world.failing = new HostError("the disk is full", 507);
    await clock.pass(1000);
    expect(disk).toMatchObject({file: "base", journal: "one"});
    expect(keeper.state.value).toEqual({kind: "error", message: "the disk is full"});
  });

  test("does not write restored text to the file before the person said so", async () => {
    const {keeper, disk, clock} = openKeeper({restored: {revision: 0, text: "typed before the crash"}});
    await clock.pass(60_000);
    expect(disk.file).toBe("base");
    expect(keeper.state.value).toEqual({kind: "journaled"});
    await keeper.save();
    expect(disk.file).toBe("typed before the crash");
  });

  test("brings what waits for its turn to the journal when it is flushed", async () => {
    const {keeper, disk} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await settled();
    keeper.changed({revision: 2, text: "two"});
    await settled();
    expect(disk.journal).toBe("one");
    await keeper.flush();
    expect(disk.journal).toBe("two");
  });

  test("asks nothing of the disk after it was disposed", async () => {
    const {keeper, clock, log} = openKeeper();
    keeper.changed({revision: 1, text: "one"});
    await settled();
    keeper.dispose();
    await clock.pass(60_000);
    expect(log).toEqual(["journal one"]);
  });
});
