import {describe, expect, test} from "vitest";
import {followCells} from "../../renderer/shell/hungCell.ts";
import {standingClock} from "./clock.ts";

function follow() {
  const clock = standingClock();
  const reports: (number | null)[] = [];
  const slow: (number | null)[] = [];
  const cells = followCells({
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

  test("forgets a cell when its frame is taken away", async () => {
    const {clock, reports, cells} = follow();
    cells.started(7);
    await clock.pass(200);
    cells.clear();
    await clock.pass(0);
    expect(reports).toEqual([7, null]);
    expect(cells.cell).toBe(null);
  });

  test("takes no notice of the end of a cell that did not begin", async () => {
    const {clock, reports, cells} = follow();
    cells.finished(9);
    await clock.pass(1000);
    expect(reports).toEqual([]);
  });
});
