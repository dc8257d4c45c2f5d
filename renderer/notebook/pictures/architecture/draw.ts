import {formatShape} from "../../../../kernels/graph/shape.ts";
import type {Arrangement, Line, PlacedCard} from "./arrange.ts";
import {measures, opHeights, signs} from "./measures.ts";
import {nameOf, opWords, placeOf} from "./words.ts";

const namespace = "http://www.w3.org/2000/svg";

/** An element of SVG with these attributes and children. */
function svg(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** What a drawn card is called for those who cannot see it, and what stands beside its name. */
export interface CardWords {
  readonly label: string;
  readonly amount: string;
}

/** The drawing of an arrangement. Cards are groups with `data-key`; the rest is decoration. */
export function draw(
  {width, height, cards, lines, labels}: Arrangement,
  wordsOf: (card: PlacedCard) => CardWords
): SVGSVGElement {
  const frames = cards.filter(({open}) => open);
  const closed = cards.filter(({open}) => !open);
  return svg(
    "svg",
    {
      class: "architecture",
      width,
      height,
      style: `--natural: ${width}px`,
      viewBox: `0 0 ${width} ${height}`,
      role: "tree",
      "aria-label": "parts of the network"
    },
    svg("g", {"aria-hidden": "true"}, ...frames.map(frameOf)),
    svg(
      "g",
      {"aria-hidden": "true"},
      ...lines.filter(({skip}) => skip).map(lineOf),
      ...lines.filter(({skip}) => !skip).map(lineOf)
    ),
    svg(
      "g",
      {"aria-hidden": "true"},
      ...labels.map(({x, y, shape}) => svg("text", {class: "architecture-shape", x, y}, formatShape(shape)))
    ),
    // in the order of the network, for those who go through them one by one
    ...cards.map((card) => (closed.includes(card) ? cardOf(card, wordsOf(card)) : headerOf(card, wordsOf(card))))
  ) as SVGSVGElement;
}

function frameOf({x, y, width, height, depth}: PlacedCard): SVGElement {
  return svg("rect", {class: "architecture-frame", x, y, width, height, rx: 9, "data-odd": depth % 2});
}

function group({card, depth, open}: PlacedCard, {label}: CardWords, ...children: SVGElement[]): SVGElement {
  const block = card.parts[0].type === "block";
  return svg(
    "g",
    {
      class: "architecture-card",
      "data-key": card.key,
      "data-type": card.parts[0].type,
      role: "treeitem",
      tabindex: -1,
      "aria-level": depth + 1,
      "aria-label": label,
      ...(block ? {"aria-expanded": String(open)} : {})
    },
    svg("title", {}, placeOf(card)),
    ...children
  );
}

/** The first line of an opened block. */
function headerOf(placed: PlacedCard, words: CardWords): SVGElement {
  const {card, x, y, width, parent} = placed;
  const badge = badgeOf(placed, x + width - 12, y + 22);
  const own = nameOf(card, parent);
  const kind = own === card.kind ? "" : cut(card.kind, 90, "12px");
  const name = cut(own, width - 54 - badge.width - widthOf(kind, "12px"), "600 13px");
  return group(
    placed,
    words,
    svg("rect", {
      class: "architecture-header",
      x: x + 1,
      y: y + 1,
      width: width - 2,
      height: measures.header - 6,
      rx: 8
    }),
    chevron(x + 14, y + 17, true),
    svg(
      "text",
      {x: x + 26, y: y + 22, class: "architecture-name"},
      name,
      svg("tspan", {class: "architecture-kind", dx: 6}, kind)
    ),
    ...badge.elements
  );
}

function cardOf(placed: PlacedCard, words: CardWords): SVGElement {
  const {card, x, y, width, height} = placed;
  const middle = x + width / 2;
  if (card.parts[0].type === "op") {
    const sign = Object.hasOwn(signs, card.kind) ? signs[card.kind] : undefined;
    const weights = card.nodes[0].parameters.length > 0;
    return sign
      ? group(
          placed,
          words,
          svg("circle", {class: "architecture-box", cx: middle, cy: y + height / 2, r: height / 2}),
          svg("text", {class: "architecture-sign", x: middle, y: y + height / 2 + 5}, sign)
        )
      : group(
          placed,
          words,
          svg("rect", {class: "architecture-box", x, y, width, height, rx: card.kind === "input" ? height / 2 : 5}),
          opText(placed, weights)
        );
  }
  const badge = badgeOf(placed, x + width - 10, y + 19);
  const amount = widthOf(words.amount, "12px");
  return group(
    placed,
    words,
    // equal blocks lie behind as a stack
    ...(card.parts.length > 1
      ? [svg("rect", {class: "architecture-stack", x: x + 4, y: y + 4, width, height, rx: 7})]
      : []),
    svg("rect", {class: "architecture-box", x, y, width, height, rx: 7}),
    chevron(x + 13, y + 15, false),
    svg(
      "text",
      {class: "architecture-name", x: x + 23, y: y + 19.5},
      cut(nameOf(card, placed.parent), width - 36 - badge.width, "600 13px")
    ),
    ...badge.elements,
    svg("text", {class: "architecture-kind", x: x + 23, y: y + 36}, cut(card.kind, width - 42 - amount, "12px")),
    svg("text", {class: "architecture-amount", x: x + width - 10, y: y + 36}, words.amount)
  );
}

/** An operation's name, where it has one of its own, and what it is: beside it, or below it on a card of two lines. */
function opText({card, parent, x, y, width, height}: PlacedCard, weights: boolean): SVGElement {
  const {name, kind} = opWords(card, parent);
  const middle = x + width / 2;
  const room = width - 14;
  const text = (top: number, ...children: (Node | string)[]) =>
    svg("text", {class: "architecture-op", "data-weights": String(weights), x: middle, y: y + top}, ...children);
  const kindAt = (place: Readonly<Record<string, number>>) =>
    svg("tspan", {class: "architecture-kind", ...place}, cut(kind, room, "12px"));
  if (!name) return text(17.5, cut(kind, room, "12.5px"));
  if (height === opHeights.one) return text(17.5, name, kindAt({dx: 6}));
  return text(17, cut(name, room, "12.5px"), kindAt({x: middle, dy: 15}));
}

function chevron(x: number, y: number, open: boolean): SVGElement {
  const d = open ? `M${x - 3.5},${y - 2} l3.5,4 l3.5,-4` : `M${x - 2},${y - 3.5} l4,3.5 l-4,3.5`;
  return svg("path", {class: "architecture-chevron", d});
}

/** How many equal blocks: a button that takes them apart, or puts them together again. Ends at x. */
function badgeOf({card, unfolded}: PlacedCard, x: number, y: number): {width: number; elements: SVGElement[]} {
  const text = card.parts.length > 1 ? `×${card.parts.length}` : unfolded ? `fold ×${unfolded}` : "";
  if (!text) return {width: 0, elements: []};
  const width = widthOf(text, "600 12px") + 12;
  return {
    width,
    elements: [
      svg(
        "g",
        {class: "architecture-badge", "data-badge": card.key},
        svg("title", {}, card.parts.length > 1 ? "take apart" : "put together"),
        svg("rect", {x: x - width, y: y - 14, width, height: 19, rx: 9.5}),
        svg("text", {x: x - width / 2, y}, text)
      )
    ]
  };
}

function lineOf({points, skip, arrow}: Line): SVGElement {
  const end = points.at(-1)!;
  const before = points.at(-2)!;
  const d = cornered(points);
  const sideways = before.y === end.y;
  const head = !arrow
    ? ""
    : sideways
      ? `M${end.x + 5},${end.y - 3.5} L${end.x},${end.y} L${end.x + 5},${end.y + 3.5}`
      : `M${end.x - 3.5},${end.y - 5} L${end.x},${end.y} L${end.x + 3.5},${end.y - 5}`;
  return svg("path", {class: "architecture-line", "data-skip": String(skip), d: d + head});
}

/** Straight from point to point, with rounded corners. */
function cornered(points: Line["points"]): string {
  const radius = 5;
  const [first, ...rest] = points;
  let d = `M${first.x},${first.y}`;
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    const last = i === 0 ? first : rest[i - 1];
    if (!next) return void (d += ` L${point.x},${point.y}`);
    const toward = (target: {x: number; y: number}) => {
      const distance = Math.hypot(target.x - point.x, target.y - point.y);
      const step = Math.min(radius, distance / 2) / (distance || 1);
      return `${point.x + (target.x - point.x) * step},${point.y + (target.y - point.y) * step}`;
    };
    d += ` L${toward(last)} Q${point.x},${point.y} ${toward(next)}`;
  });
  return d;
}

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Of a text in the page's face, in CSS pixels. */
function widthOf(text: string, font: string): number {
  const key = `${font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context ??= document.createElement("canvas").getContext("2d");
    const face = getComputedStyle(document.documentElement).getPropertyValue("--sans") || "sans-serif";
    if (context) context.font = `${font} ${face}`;
    width = context?.measureText(text).width ?? 7 * text.length;
    if (widths.size > 2000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** A text that fits: what is too long loses its middle, since names differ at their ends. */
function cut(text: string, room: number, font: string): string {
  if (widthOf(text, font) <= room) return text;
  for (let kept = text.length - 1; kept > 1; --kept) {
    const start = Math.ceil(kept / 2);
    const short = `${text.slice(0, start)}…${text.slice(text.length - (kept - start))}`;
    if (widthOf(short, font) <= room) return short;
  }
  return "…";
}
