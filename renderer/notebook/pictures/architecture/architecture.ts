import type {Network} from "../../../../kernels/graph/network.ts";
import {formatShape} from "../../../../kernels/graph/shape.ts";
import {figure, resummarise} from "../figure.ts";
import {html} from "../html.ts";
import {formatCount, formatShort} from "../numbers.ts";
import {arrange, type Arrangement, type PlacedCard} from "./arrange.ts";
import type {Card} from "./cards.ts";
import {detailsOf, totalsOf} from "./details.ts";
import {draw} from "./draw.ts";
import {factsOf, type Facts} from "./facts.ts";
import {moves} from "./moves.ts";
import {standalone} from "./standalone.ts";
import {placeOf} from "./words.ts";

export interface ArchitectureOptions {
  title?: string;
  /** Blocks opened at first: 0 shows the outermost closed. Default 0. */
  depth?: number;
  /** Paths of blocks opened at first besides. */
  open?: readonly string[];
  /** Whether equal blocks that follow each other are one card at first. Default true. */
  fold?: boolean;
}

/** A diagram on the page, which shows one network after the other and keeps what a person opened. */
export interface Diagram {
  readonly element: HTMLElement & {value?: string};
  show(network: Network): void;
}

/**
 * A network as a diagram, from top to bottom: a card a block, its width by the channels that leave it, the shape written
 * where it changes, shortcuts beside the main way. Blocks open to what they are made of (click, Enter); equal blocks in a
 * row are one card, ×N, which X takes apart. The exact costs of a card stand beside it under the pointer or the focus. Its
 * value is the path of the card last chosen; fires `input`.
 */
export function architecture(network: Network, options: ArchitectureOptions = {}): HTMLElement {
  const diagram = createDiagram(options);
  diagram.show(network);
  return diagram.element;
}

export function createDiagram({
  title = "architecture",
  depth = 0,
  open = [],
  fold = true
}: ArchitectureOptions): Diagram {
  const opened = new Map<string, boolean>(open.map((path) => [path, true]));
  const folded = new Map<string, boolean>();
  let network!: Network;
  let arrangement!: Arrangement;
  let facts!: (card: Card) => Facts;
  let active: string | undefined; // the card that Tab comes to
  let seen = false;
  const place = html`<div class="picture-scroll architecture-place"></div>`;
  const details = html`<div class="architecture-details"></div>`;
  const element: Diagram["element"] = figure({
    title,
    summary: "",
    caption:
      "Of one sample. The wider a card, the more channels leave it. Enter opens a block; X takes equal blocks (×N) apart. Memory is what the backward pass keeps. The field is the largest over all units.",
    content: html`<div class="architecture-beside">${place}${details}</div>`,
    image: () => standalone(place.querySelector("svg")!),
    rows: () => [
      ["path", "kind", "blocks", "shape", "parameters", "macs", "training values", "field"],
      ...arrangement.cards.map(({card}) => {
        const {shape, parameters, macs, training, field} = facts(card);
        const size = field === "all" ? field : field.join("×");
        return [placeOf(card), card.kind, card.parts.length, formatShape(shape), parameters, macs, training, size];
      })
    ]
  });

  const isOpen = (path: string) => opened.get(path) ?? depthOf(path) < depth;
  const depthOf = (path: string) => {
    let count = 0;
    let block = network.blocks.find((each) => each.path === path)?.parent;
    for (; block; block = block.parent) ++count;
    return count;
  };

  function redraw(): void {
    const focused = place.contains(document.activeElement);
    arrangement = arrange(network, {open: isOpen, fold: (path) => folded.get(path) ?? fold});
    place.replaceChildren(draw(arrangement, wordsOf));
    if (!arrangement.cards.some(({card}) => card.key === active)) active = arrangement.cards[0]?.card.key;
    groupOf(active)?.setAttribute("tabindex", "0");
    if (focused) groupOf(active)?.focus({preventScroll: true});
  }

  function wordsOf({card, unfolded}: PlacedCard): {label: string; amount: string} {
    const {shape, parameters} = facts(card);
    const times =
      card.parts.length > 1 ? `, ${card.parts.length} equal blocks` : unfolded ? `, first of ${unfolded}` : "";
    return {
      label: `${placeOf(card)}, ${card.kind}${times}, ${formatShape(shape)}, ${formatCount(parameters)} parameters`,
      amount: parameters > 0 ? formatShort(parameters) : ""
    };
  }

  function groupOf(key: string | undefined): SVGElement | undefined {
    return [...place.querySelectorAll<SVGElement>(".architecture-card")].find((group) => group.dataset.key === key);
  }
  const cardOf = (target: EventTarget | null) => {
    const key = target instanceof Element && target.closest<SVGElement>(".architecture-card")?.dataset.key;
    return typeof key === "string" ? arrangement.cards.find(({card}) => card.key === key) : undefined;
  };

  function tell(placed: PlacedCard | undefined): void {
    details.replaceChildren(placed ? detailsOf(placed.card, facts(placed.card)) : totals());
  }
  function totals(): HTMLElement {
    const whole: Card = {key: "", kind: "", parts: [], nodes: network.nodes};
    return totalsOf(network, facts(whole));
  }
  function goTo(key: string): void {
    groupOf(active)?.setAttribute("tabindex", "-1");
    active = key;
    groupOf(key)?.setAttribute("tabindex", "0");
    groupOf(key)?.focus();
  }
  function choose({card}: PlacedCard): void {
    element.value = card.parts[0].path;
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }
  function toggle({card, open}: PlacedCard): void {
    if (card.parts[0].type !== "block") return;
    opened.set(card.key, !open);
    redraw();
  }
  function takeApart({card, unfolded}: PlacedCard): void {
    if (card.parts.length === 1 && !unfolded) return;
    folded.set(card.key, card.parts.length === 1);
    redraw();
  }

  place.addEventListener("click", (event) => {
    const placed = cardOf(event.target);
    if (!placed) return;
    goTo(placed.card.key);
    if (event.target instanceof Element && event.target.closest(".architecture-badge")) return takeApart(placed);
    choose(placed);
    toggle(placed);
  });
  place.addEventListener("keydown", (event) => {
    const placed = cardOf(event.target);
    if (!placed || event.altKey || event.ctrlKey || event.metaKey) return;
    const {key} = event;
    if (key === "Enter" || key === " ") {
      choose(placed);
      toggle(placed);
    } else if (key === "x" || key === "X") takeApart(placed);
    else if (key === "ArrowRight" && !placed.open && placed.card.parts[0].type === "block") toggle(placed);
    else if (key === "ArrowLeft" && placed.open) toggle(placed);
    else {
      const next = moves(arrangement.cards, placed, key);
      if (next === undefined) return;
      goTo(next.card.key);
    }
    event.preventDefault();
    event.stopPropagation();
  });
  place.addEventListener("pointerover", (event) => tell(cardOf(event.target) ?? cardOf(document.activeElement)));
  place.addEventListener("pointerleave", () => tell(cardOf(document.activeElement)));
  place.addEventListener("focusin", (event) => tell(cardOf(event.target)));
  place.addEventListener("focusout", (event) => event.relatedTarget || tell(undefined));

  return {
    element,
    show(next) {
      network = next;
      facts = factsOf(network);
      redraw();
      // what is wider than its place is first seen in the middle, where the main way is
      if (!seen) requestAnimationFrame(() => (place.scrollLeft = (place.scrollWidth - place.clientWidth) / 2));
      seen = true;
      const {parameters, macs} = facts({key: "", kind: "", parts: [], nodes: network.nodes});
      const shapes = (nodes: Network["inputs"]) => nodes.map(({shape}) => formatShape(shape)).join(", ");
      resummarise(
        element,
        title,
        `${formatCount(network.nodes.length)} operations in ${formatCount(network.blocks.length)} blocks, ${shapes(network.inputs)} to ${shapes(network.outputs)}, ${formatCount(parameters)} parameters, ${formatCount(macs)} multiply-accumulates a sample`
      );
      tell(cardOf(document.activeElement));
    }
  };
}
