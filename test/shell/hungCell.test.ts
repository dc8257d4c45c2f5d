import {describe, expect, test} from "vitest";
import {followCells} from "../../renderer/shell/hungCell.ts";
import {standingClock} from "../clock.ts";

function follow(reported: number | null = null) {
  const clock = standingClock();
  const reports: (number | null)[] = [];
  const slow: (number | null)[] = [];
  const cells = followCells({
    reported,
    report: async (cell) => void reports.push(cell),
    slow: (cell) => void slow.push(cell),
    after: clock.after
  });
  return {clock, reports, slow, cells};
}

describe("the hung-cell journal", () => {
  test("writes nothing for a cell that ends within 150 ms", async () => {
    const {clock, reports, cells} = follow();
    for (let i = 0; i < 100; ++i) {
      cells.started(7);
      await clock.pass(10);
      cells.finished(7);
    }
    await clock.pass(1000);
    expect(reports).toEqual([]);
  });

  test("names a cell that does not end, and takes it back when it does", async () => {
    const {clock, reports, slow, cells} = follow();
    cells.started(7);
    await clock.pass(150);
    expect(reports).toEqual([7]);
    expect(cells.cell).toBe(7);
    cells.finished(7);
    await clock.pass(0);
    expect(reports).toEqual([7, null]);
    expect(slow).toEqual([7, null]);
  });

  test("names the innermost of cells that began within each other", async () => {
    const {clock, reports, cells} = follow();
    cells.started(3);
    cells.started(4);
    await clock.pass(200);
    expect(reports).toEqual([4]);
    cells.finished(4);
    await clock.pass(200);
    expect(reports).toEqual([4, 3]);
  });

  test("leaves on disk a cell that had begun when its frame was taken away", async () => {
    const {clock, reports, cells} = follow();
    cells.started(7);
    cells.stop();
    await clock.pass(1000);
    expect(reports).toEqual([7]);
    expect(cells.reported).toBe(7);
  });

  test("keeps what hung before until a cell has ended or the person lets all run", async () => {
    const ended = follow(7);
    await ended.clock.pass(1000);
    expect(ended.reports).toEqual([]);
    ended.cells.started(7);
    ended.cells.finished(7);
    await ended.clock.pass(0);
    expect(ended.reports).toEqual([null]);
    const forgiven = follow(7);
    forgiven.cells.forgive();
    await forgiven.clock.pass(0);
    expect(forgiven.reports).toEqual([null]);
  });

  test("takes no notice of the end of a cell that did not begin", async () => {
    const {clock, reports, cells} = follow();
    cells.finished(9);
    await clock.pass(1000);
    expect(reports).toEqual([]);
  });
});
