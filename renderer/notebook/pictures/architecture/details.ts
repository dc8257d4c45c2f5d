import {formatShape} from "../../../../kernels/graph/shape.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {html} from "../html.ts";
import {formatBytes, formatCount} from "../numbers.ts";
import type {Card} from "./cards.ts";
import type {Facts} from "./facts.ts";
import {labelOf, optionsOf, placeOf} from "./words.ts";

/** Exact numbers of one card. */
export function detailsOf(card: Card, facts: Facts): HTMLElement {
  const {length} = card.parts;
  const block = card.parts[0].type === "block";
  const each = (amount: number) =>
    length > 1 && amount > 0 ? html`<small>${formatCount(amount / length)} each</small>` : "";
  const options = optionsOf(card);
  return html`<dl>
    ${row("", html`<strong>${placeOf(card)}</strong>`)}
    ${row("kind", block ? `${card.kind}${length > 1 ? `, ${length} equal blocks` : ""}` : labelOf(card))}
    ${row("shape", formatShape(facts.shape))}
    ${row("parameters", html`<span>${formatCount(facts.parameters)} ${each(facts.parameters)}</span>`)}
    ${row("MACs", html`<span>${formatCount(facts.macs)} ${each(facts.macs)}</span>`)}
    ${row("memory", facts.training ? formatBytes(4 * facts.training) : "none")}
    ${row("field", facts.field === "all" ? "all pixels" : `${facts.field.join("×")} pixels`)}
    ${options && row("options", options)}
  </dl>`;
}

/** The whole network, where no card is looked at. */
export function totalsOf(network: Network, facts: Facts): HTMLElement {
  const shapes = (nodes: Network["inputs"]) => nodes.map(({shape}) => formatShape(shape)).join(", ");
  return html`<dl>
    ${row("", html`<strong>whole network</strong>`)} ${row("input", shapes(network.inputs))}
    ${row("output", shapes(network.outputs))} ${row("parameters", formatCount(facts.parameters))}
    ${row("MACs", formatCount(facts.macs))} ${row("memory", formatBytes(4 * facts.training))}
  </dl>`;
}

function row(term: string, value: Node | string): HTMLElement {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}
