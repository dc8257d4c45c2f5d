import {describe, expect, test} from "vitest";
import {blocks, models, ops} from "../../kernels/library.ts";
import {createRandom} from "../../../kernels/graph/random.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import {arrange, type Arrangement} from "../../../renderer/notebook/pictures/architecture/arrange.ts";
import {opHeights} from "../../../renderer/notebook/pictures/architecture/measures.ts";
import {nameOf, opWords} from "../../../renderer/notebook/pictures/architecture/words.ts";

const lite = {input: [3, 32, 32], dim: 16, depth: 4, levels: 1, classes: 10, stem: "strided", stride: 1} as const;

const shown = (open: string[] = [], fold = true) => ({open: (path: string) => open.includes(path), fold: () => fold});
const everything = {open: () => true, fold: () => true};
const keys = ({cards}: Arrangement) => cards.map(({card}) => card.key);
const names = ({cards}: Arrangement) => cards.map(({card, parent}) => nameOf(card, parent));

describe("cards", () => {
  test("equal blocks that follow each other are one card", () => {
    const {cards} = arrange(models.waveMix(lite), shown());
    expect(cards.map(({card}) => [nameOf(card, undefined), card.parts.length])).toEqual([
      ["input", 1],
      ["conv", 1],
      ["layers.0–3", 4],
      ["pool", 1]
    ]);
  });

  test("equal blocks are taken apart on request", () => {
    const {cards} = arrange(models.waveMix(lite), shown([], false));
    expect(cards.map(({card, unfolded}) => [card.key, unfolded])).toEqual([
      ["input", undefined],
      ["conv", undefined],
      ["layers.0", 4],
      ["layers.1", undefined],
      ["layers.2", undefined],
      ["layers.3", undefined],
      ["pool", undefined]
    ]);
  });

  const three = (body: (x: Value, i: number) => Value) =>
    network([4, 8, 8], (x) => {
      for (let i = 0; i < 3; ++i) x = body(x, i);
      return x;
    });

  test("operations of a block say what tells them apart, on two lines where one is too short", () => {
    const net = network([32, 8, 8], (x) => blocks.mgic(x, {groupSize: 8, coarseBelow: 8, name: "block"}));
    const ops = arrange(net, everything).cards.filter(({card, height}) => card.parts[0].type === "op" && height > 22);
    const said = ops.map(({card, parent, width, height}) => ({...opWords(card, parent), width, height}));
    expect(new Set(said.map(({name}) => name)).size).toBe(said.length);
    expect(said.find(({name}) => name === "mgStep.0.R")).toMatchObject({
      kind: "conv 1×1 in 4 groups",
      height: opHeights.two
    });
    expect(said.find(({name}) => name === "mgStep.2.R")).toMatchObject({kind: "conv 1×1", height: opHeights.one});
    for (const {name, kind, width, height} of said) {
      const lines = height === opHeights.two ? [name, kind] : [`${name} ${kind}`];
      for (const line of lines) expect(6.6 * line.length, line).toBeLessThan(width);
    }
  });

  test("blocks with other options are cards of their own", () => {
    const net = three((x, i) => blocks.waveMix(x, {mult: i === 2 ? 3 : 2, name: `b.${i}`}));
    expect(names(arrange(net, shown()))).toEqual(["input", "b.0–1", "b.2"]);
  });

  test("blocks that differ in their rate of dropout alone are one card", () => {
    const net = three((x, i) => blocks.waveMix(x, {dropout: i / 10, name: `b.${i}`}));
    expect(names(arrange(net, shown()))).toEqual(["input", "b.0–2"]);
  });

  test("a block whose value is read elsewhere too ends its run", () => {
    const net = network([4, 8, 8], (x) => {
      const a = blocks.waveMix(x, {name: "b.0"});
      const b = blocks.waveMix(a, {name: "b.1"});
      return ops.add(blocks.waveMix(b, {name: "b.2"}), a, {name: "sum"});
    });
    expect(names(arrange(net, shown()))).toEqual(["input", "b.0", "b.1–2", "sum"]);
  });

  test("a block without a name of its own goes by its kind, and opens alone", () => {
    const net = network([4, 8, 8], (x) =>
      x.tracer.block(
        "outer",
        () => ({}),
        "a",
        () => blocks.waveMix(blocks.conv(x, {width: 4, name: ""}), {name: ""})
      )
    );
    const outer = arrange(net, shown(["a"]));
    expect(names(outer)).toEqual(["input", "a", "conv", "waveMix"]);
    expect(outer.cards.filter(({open}) => open).map(({card}) => card.key)).toEqual(["a"]);
    expect(keys(arrange(net, shown(["a", "a:conv"])))).toContain("a.conv");
  });

  test("an opened block shows its parts after itself, one deeper", () => {
    const {cards} = arrange(models.waveMix(lite), shown(["layers.0"]));
    expect(cards.map(({card, depth, open}) => [card.key, depth, open])).toEqual([
      ["input", 0, false],
      ["conv", 0, false],
      ["layers.0", 0, true],
      ["layers.0.reduction", 1, false],
      ["layers.0.dwt", 1, false],
      ["layers.0.feedforward", 1, false],
      ["layers.0.add", 1, false],
      ["pool", 0, false]
    ]);
  });
});

describe("lines", () => {
  test("a residual connection runs beside the main way", () => {
    const {lines, cards} = arrange(models.waveMix(lite), shown(["layers.0"]));
    const skips = lines.filter(({skip}) => skip);
    expect(skips).toHaveLength(1);
    const inner = cards.filter(({depth, card}) => depth === 1 && card.kind !== "add");
    const lane = Math.max(...skips[0].points.map(({x}) => x));
    for (const {x, width} of inner) expect(lane).toBeGreaterThan(x + width);
  });

  test("the main way of a network without branches is upright, through opened blocks too", () => {
    const {lines} = arrange(models.waveMix({...lite, levels: 3, depth: 1}), everything);
    const main = lines.filter(({skip}) => !skip).flatMap(({points}) => points);
    expect(new Set(main.map(({x}) => x)).size).toBe(1);
  });

  test("a shape is written where it changes", () => {
    const {labels} = arrange(models.waveMix(lite), shown());
    expect(labels.map(({shape}) => shape.join("×"))).toEqual(["3×32×32", "16×32×32", "10"]);
  });

  test("every value that one card reads of another has a line", () => {
    const net = network([4, 8, 8], (x) => {
      const a = ops.relu(x, {name: "a"});
      const b = ops.sigmoid(x, {name: "b"});
      return [ops.add(a, b, {name: "sum"}), b];
    });
    // input to a and b, both to the sum, the sum and b to the outside
    expect(arrange(net, shown()).lines).toHaveLength(6);
  });
});

/** A network of branches, blocks and shortcuts, by chance. */
function anyNetwork(seed: number) {
  const random = createRandom(seed);
  return network([8, 16, 16], (x) => {
    const values = [x];
    const any = () => values[values.length - 1 - random.integer(Math.min(3, values.length))];
    const steps = [
      () => ops.relu(any()),
      () => ops.conv(any(), {width: 8, kernel: 3, padding: 1}),
      () => ops.add(any(), any()),
      () => blocks.waveMix(any(), {levels: 1 + random.integer(3)}),
      () => blocks.residual(any(), (y) => blocks.conv(ops.relu(y), {width: 8, norm: "batch", activation: "gelu"}))
    ];
    for (let i = 0; i < 12; ++i) values.push(steps[random.integer(steps.length)]());
    return values.at(-1)!;
  });
}

describe("places", () => {
  test("cards that stand in the same block never overlap, whatever the network", () => {
    for (let seed = 0; seed < 40; ++seed) {
      const {cards} = arrange(anyNetwork(seed), everything);
      for (const a of cards)
        for (const b of cards)
          if (a !== b && a.parent === b.parent) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart, `${a.card.key} over ${b.card.key}, seed ${seed}`).toBe(true);
          }
    }
  });

  test("what an opened block is made of stands inside its frame", () => {
    for (let seed = 0; seed < 40; ++seed) {
      const {cards, width, height} = arrange(anyNetwork(seed), everything);
      for (const {x, y, width: w, height: h, parent} of cards) {
        const frame = cards.find(({card}) => card === parent) ?? {x: 0, y: 0, width, height};
        expect(x >= frame.x && y >= frame.y, `seed ${seed}`).toBe(true);
        expect(x + w <= frame.x + frame.width && y + h <= frame.y + frame.height, `seed ${seed}`).toBe(true);
      }
    }
  });

  test("lines go down", () => {
    for (let seed = 0; seed < 40; ++seed)
      for (const {points} of arrange(anyNetwork(seed), everything).lines)
        expect(points.every(({y}, i) => i === 0 || y >= points[i - 1].y - 1e-6)).toBe(true);
  });

  test("another width of the network leaves every card in its row", () => {
    const at = (dim: number) => arrange(models.waveMix({...lite, dim}), everything);
    expect(keys(at(32))).toEqual(keys(at(16)));
    expect(at(32).cards.map(({y}) => y)).toEqual(at(16).cards.map(({y}) => y));
  });

  test("a card is the wider the more channels leave it", () => {
    const {cards} = arrange(models.waveMix({...lite, classes: 1000}), shown());
    const [, stem, , head] = cards;
    expect(head.width).toBeGreaterThan(stem.width);
  });

  test("WaveMix-192/16 fits a column of text", () => {
    const net = models.waveMix();
    expect(arrange(net, shown()).width).toBeLessThan(480);
    expect(arrange(net, shown(["layers.0"])).width).toBeLessThan(480);
  });
});
