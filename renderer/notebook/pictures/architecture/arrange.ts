import type {Network, Node} from "../../../../kernels/graph/network.ts";
import {sameShape, type Shape} from "../../../../kernels/graph/shape.ts";
import {cardsOf, readersOf, runsOf, type Card, type Readers} from "./cards.ts";
import {joinsOf, type End, type Join} from "./joins.ts";
import {layered} from "./layered.ts";
import {column, isChain, skipsOf, type Edge, type Place, type Vertex} from "./level.ts";
import {measures, openWidth, slotOf} from "./measures.ts";
import {partsOf, type Part} from "./parts.ts";
import {lanes, way} from "./lanes.ts";

/** A card where it stands. */
export interface PlacedCard {
  readonly card: Card;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How many opened blocks it stands in. */
  readonly depth: number;
  /** The card of the block that it stands in. */
  readonly parent: Card | undefined;
  /** Its inside is shown. */
  readonly open: boolean;
  /** The run of equal blocks that begins here, where each has a card of its own. */
  readonly unfolded: number | undefined;
}

export interface Line {
  readonly points: readonly Place[];
  /** A residual connection or another shortcut, drawn beside the main way. */
  readonly skip: boolean;
  /** Ends in an arrow: all but those that go on outside the frame of their block. */
  readonly arrow: boolean;
}

/** The shape of what travels along a line, where it changes. */
export interface ShapeLabel extends Place {
  readonly shape: Shape;
}

export interface Arrangement {
  readonly width: number;
  readonly height: number;
  /** In the order of the network, blocks before what they are made of. */
  readonly cards: readonly PlacedCard[];
  readonly lines: readonly Line[];
  readonly labels: readonly ShapeLabel[];
}

/** What of a network is shown. */
export interface Shown {
  /** Whether the inside of the block at this path is drawn. */
  open(path: string): boolean;
  /** Whether the equal blocks that start at this path are one card. */
  fold(path: string): boolean;
}

/** Places the cards of a network that are shown, from top to bottom. Only what is shown is laid out. */
export function arrange(network: Network, shown: Shown): Arrangement {
  const channels = network.nodes.reduce(
    (most, {shape}) => Math.max(most, shape.length === 2 ? shape[1] : (shape[0] ?? 1)),
    1
  );
  const context = {network, shown, readers: readersOf(network), most: channels};
  const level = arrangeLevel(partsOf(network), new Set(network.nodes), context, undefined, 0);
  return shift(level, measures.margin, measures.margin, 2 * measures.margin);
}

interface Context {
  readonly network: Network;
  readonly shown: Shown;
  readonly readers: Readers;
  /** The most channels that any value of the network has. */
  readonly most: number;
}

/** A port of an opened block: where the lines of the level around meet those inside. */
interface Port extends Place {
  readonly node: Node;
}

interface Level extends Arrangement {
  readonly ins: readonly Port[];
  readonly outs: readonly Port[];
}

function arrangeLevel(
  parts: readonly Part[],
  inside: ReadonlySet<Node>,
  context: Context,
  parent: Card | undefined,
  depth: number
): Level {
  const {network, shown, readers, most} = context;
  const cards = cardsOf(parts, readers, shown.fold);
  const runs = runsOf(parts, readers);
  const joins = joinsOf(cards, inside, readers, network);
  const levels = cards.map((card) => openLevel(card));
  const ins = portsOf(joins, "in");
  const outs = portsOf(joins, "out");

  // ports above the cards, then the cards, then ports below: an order in which sources precede targets
  const place = (end: End) =>
    "card" in end
      ? ins.length + end.card
      : end.port === "in"
        ? ins.indexOf(end.node)
        : ins.length + cards.length + outs.indexOf(end.node);
  const labelled = joins.map((join) => changes(join, joins, cards, parent !== undefined));
  const edges: Edge[] = joins.map(({from, to}, i) => ({
    from: place(from),
    to: place(to),
    gap: labelled[i] ? measures.gapWithLabel : measures.gap
  }));
  const vertices: Vertex[] = [
    ...ins.map(() => port),
    ...cards.map((card, i) => vertexOf(card, parent, levels[i])),
    ...outs.map(() => port)
  ];
  const skip = [...skipsOf(vertices.length, edges)];
  const main = edges.filter((_, i) => !skip[i]);
  // beyond this a layout takes longer than a frame, and nobody reads it: one column, with all but its spine beside it
  const straight = isChain(vertices.length, main) || vertices.length > measures.mostLayered;
  if (straight) edges.forEach(({from, to}, i) => (skip[i] = to !== from + 1));
  const {places, tracks} = straight
    ? {
        places: column(
          vertices,
          edges.filter((_, i) => !skip[i])
        ),
        tracks: []
      }
    : layered(vertices, main);

  const boxes = vertices.map((vertex, i) => {
    const card = cards[i - ins.length] as Card | undefined;
    const width = card && !levels[i - ins.length] ? drawnWidth(card, parent, most) : vertex.width;
    const x = places[i].x + (levels[i - ins.length] ? 0 : vertex.anchor - width / 2);
    return {x, y: places[i].y, width, height: vertex.height};
  });

  /** Where a value enters (at the top) or leaves (at the bottom) a vertex. */
  function anchor(vertex: number, side: "ins" | "outs", value: Node): Place {
    const {x, y, width, height} = boxes[vertex];
    const level = levels[vertex - ins.length] as Level | undefined;
    const found = level?.[side].find(({node}) => node === value) ?? level?.[side][0];
    return {x: x + (found?.x ?? width / 2), y: side === "ins" ? y : y + height};
  }

  const arrow = (to: number) => parent === undefined || to < ins.length + cards.length;

  const lines: Line[] = [];
  const labels: ShapeLabel[] = [];
  let next = 0;
  for (const [i, {from, to}] of edges.entries()) {
    const start = anchor(from, "outs", joins[i].value);
    const end = anchor(to, "ins", joins[i].value);
    if (labelled[i]) labels.push({x: start.x + 8, y: start.y + measures.labelBelow, shape: joins[i].value.shape});
    if (skip[i]) continue;
    const alone = main.filter((edge) => edge.from === from).length === 1;
    lines.push({points: way(start, end, tracks[next++], alone), skip: false, arrow: arrow(to)});
  }
  const skipping = edges.flatMap(({from, to}, i) =>
    skip[i] ? [{from, to, start: anchor(from, "outs", joins[i].value)}] : []
  );
  for (const [i, points] of lanes(boxes, skipping).entries())
    lines.push({points, skip: true, arrow: arrow(skipping[i].to)});

  const placed = cards.flatMap((card, i): PlacedCard[] => {
    const box = boxes[ins.length + i];
    const level = levels[i];
    const unfolded = card.parts.length === 1 ? runs.get(card.key) : undefined;
    const own = {card, ...box, depth, parent, open: level !== undefined, unfolded};
    return level ? [own, ...moved(level, box.x, box.y).cards] : [own];
  });
  for (const [i, level] of levels.entries()) {
    if (!level) continue;
    const {x, y} = boxes[ins.length + i];
    const inner = moved(level, x, y);
    lines.push(...inner.lines);
    labels.push(...inner.labels);
  }
  const bounds = boundsOf(boxes, lines, labels);
  const at = (vertex: number, node: Node): Port => ({node, x: boxes[vertex].x - bounds.left, y: boxes[vertex].y});
  return {
    ...moved({...bounds, cards: placed, lines, labels}, -bounds.left, 0),
    ins: ins.map((node, i) => at(i, node)),
    outs: outs.map((node, i) => at(ins.length + cards.length + i, node))
  };

  /** The inside of a card, framed; undefined where it stays closed. */
  function openLevel(card: Card): Level | undefined {
    const [part] = card.parts;
    if (part.type === "op" || !shown.open(card.key)) return undefined;
    const level = arrangeLevel(part.parts, new Set(part.nodes), context, card, depth + 1);
    const {pad, header} = measures;
    const width = Math.max(level.width + 2 * pad, openWidth(card, parent));
    const left = (width - level.width) / 2;
    const ports = (list: readonly Port[]) => list.map((each) => ({...each, x: each.x + left}));
    return {
      ...moved(level, left, header),
      width,
      height: level.height + header + (level.outs.length > 0 ? 0 : pad),
      ins: ports(level.ins),
      outs: ports(level.outs)
    };
  }
}

const port: Vertex = {width: 0, height: 0, anchor: 0};

function vertexOf(card: Card, parent: Card | undefined, level: Level | undefined): Vertex {
  if (!level) {
    const slot = slotOf(card, parent);
    return {...slot, anchor: slot.width / 2};
  }
  return {width: level.width, height: level.height, anchor: level.ins[0]?.x ?? level.width / 2};
}

function portsOf(joins: readonly Join[], side: "in" | "out"): readonly Node[] {
  const ends = joins.flatMap(({from, to}) => [from, to]);
  return [...new Set(ends.flatMap((end) => ("port" in end && end.port === side ? [end.node] : [])))];
}

/** Whether a line says a shape: the first line of a value that has another shape than what its card reads. */
function changes(join: Join, joins: readonly Join[], cards: readonly Card[], framed: boolean): boolean {
  const first = joins.find(({value, from}) => value === join.value && sameEnd(from, join.from));
  if (first !== join || (framed && "port" in join.to)) return false;
  if ("port" in join.from) return true;
  const inside = new Set(cards[join.from.card].nodes);
  const read = cards[join.from.card].nodes.flatMap(({inputs}) => inputs).find((input) => !inside.has(input));
  return !read || !sameShape(read.shape, join.value.shape);
}

function sameEnd(a: End, b: End): boolean {
  return "card" in a ? "card" in b && a.card === b.card : "port" in b && a.node === b.node;
}

/** A card is the wider the more channels leave it: by the square root, between the least that can be read and its slot. */
function drawnWidth(card: Card, parent: Card | undefined, most: number): number {
  const {width, least} = slotOf(card, parent);
  const {shape} = card.nodes.at(-1)!;
  const channels = shape.length === 2 ? shape[1] : (shape[0] ?? 1);
  return Math.round(least + (width - least) * Math.sqrt(Math.min(1, channels / most)));
}

function boundsOf(
  boxes: readonly {x: number; y: number; width: number; height: number}[],
  lines: readonly Line[],
  labels: readonly ShapeLabel[]
): {left: number; width: number; height: number} {
  const points = lines.flatMap((line) => line.points);
  const lefts = [...boxes.map(({x}) => x), ...points.map(({x}) => x)];
  const rights = [
    ...boxes.map(({x, width}) => x + width),
    ...points.map(({x}) => x),
    ...labels.map(({x, shape}) => x + measures.character * shape.join("×").length)
  ];
  const left = Math.min(...lefts);
  return {
    left,
    width: Math.max(...rights) - left,
    height: Math.max(...boxes.map(({y, height}) => y + height), ...points.map(({y}) => y))
  };
}

function moved<A extends Arrangement>(arrangement: A, x: number, y: number): A {
  const by = <P extends Place>(place: P): P => ({...place, x: place.x + x, y: place.y + y});
  return {
    ...arrangement,
    cards: arrangement.cards.map(by),
    lines: arrangement.lines.map((line) => ({...line, points: line.points.map(by)})),
    labels: arrangement.labels.map(by)
  };
}

function shift(arrangement: Arrangement, x: number, y: number, more: number): Arrangement {
  const {cards, lines, labels, width, height} = moved(arrangement, x, y);
  return {cards, lines, labels, width: width + more, height: height + more};
}
