import {expect, test} from "vitest";
import type {Cell} from "../../../renderer/notebook/format/notebook.ts";
import {cellsOf, start} from "./run.ts";

/** A small linear congruential generator, so that a failure repeats. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const names = ["a", "b", "c", "d", "e", "f"];

/** A cell that defines and reads some of few names, so that there are chains, cycles, duplicates and names of nobody. */
function source(random: (below: number) => number): string {
  const name = () => names[random(names.length)];
  switch (random(10)) {
    case 0:
      return `const ${name()} = ${random(100)}`;
    case 1:
      return `const ${name()} = ${name()} + ${name()}`;
    case 2:
      return `const ${name()} = Promise.resolve(${name()} + 1)`;
    case 3:
      return `const ${name()} = await (${name()} * 2)`;
    case 4:
      return `${name()} + ${name()}`;
    case 5:
      return `const ${name()} = null.x`;
    case 6:
      return `const ${name()} = = 1`;
    case 7:
      return `display(${name()}); display(2)`;
    case 8:
      return `const ${name()} = Generators.observe((change) => void change(${name()}))`;
    default:
      return `const ${name()} = ${random(100)}, ${name()} = 1 // comment`;
  }
}

type Started = ReturnType<typeof start>;

/** What a notebook says once everything has run: states, values and outputs. */
function said({engine, state, output, cells}: Started) {
  return {
    cells: cells.map(({id, source}) => ({
      id,
      source,
      status: state(id).status,
      reason: state(id).reason,
      output: output(id)
    })),
    values: Object.fromEntries([...engine.variables].map(([name, {status, value}]) => [name, [status, value]]).sort())
  };
}

test.each(Array.from({length: 40}, (_, seed) => seed))(
  "whatever was done before, a notebook says what a fresh one says (%i)",
  async (seed) => {
    const random = generator(seed);
    const used = start([]);
    const {engine, log} = used;
    let next = 1;
    const fresh = (): Cell => ({...cellsOf([source(random)])[0], id: next++});
    used.set(Array.from({length: 5}, fresh));
    for (let step = 0; step < 25; ++step) {
      const cells = used.cells.slice();
      const at = random(cells.length);
      const id = cells[at]?.id;
      switch (random(9)) {
        case 0:
        case 1:
        case 2:
          if (cells[at]) used.edit(id, source(random));
          break;
        case 3:
          used.set(cells.toSpliced(at, 0, fresh()));
          break;
        case 4:
          if (cells.length > 3) used.set(cells.toSpliced(at, 1));
          break;
        case 5:
          used.set([...cells.slice(1), ...cells.slice(0, 1)]);
          break;
        case 6:
          engine.hold(id, random(2) === 0);
          break;
        case 7:
          engine.mode = random(2) === 0 ? "on demand" : "automatically";
          break;
        default:
          void engine.run(random(2) === 0 ? [id] : undefined);
      }
      await used.frames(random(4));
    }
    for (const {id} of used.cells) engine.hold(id, false);
    engine.mode = "automatically";
    await engine.run();
    const again = start([]);
    again.set(used.cells);
    await again.engine.run();
    expect(said(used)).toEqual(said(again));
    for (const id of new Set(log.map((line) => line.split(" ")[1])))
      expect(log.filter((line) => line === `started ${id}`).length).toBe(
        log.filter((line) => line === `finished ${id}`).length
      );
    engine.dispose();
    again.engine.dispose();
  }
);
