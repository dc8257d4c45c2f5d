import {exampleSource} from "../../../../kernels/blocks/examples.ts";
import {formatShape} from "../../../../kernels/graph/shape.ts";
import {totalCost} from "../../../../kernels/insight/costs.ts";
import {createDiagram} from "../../pictures/architecture/architecture.ts";
import {html} from "../../pictures/html.ts";
import {formatCount} from "../../pictures/numbers.ts";
import type {Option} from "../../editor/argument.ts";
import {docWords} from "../../editor/docWords.ts";
import type {BlockEntry} from "./entries.ts";
import {exampleNetwork} from "./exampleNetwork.ts";
import {words} from "../../../protocol/words.ts";

export interface CardOptions {
  /** Puts this code into the notebook. */
  insert(source: string): void;
  editable(): boolean;
  readonly open: boolean;
  onToggle(open: boolean): void;
}

/** A block of the library: its name and two lines; opened, all that is known of it, drawn and counted at a width of choice. */
export function blockCard(entry: BlockEntry, {insert, editable, open, onToggle}: CardOptions): HTMLElement {
  const {name, text} = entry;
  const body = html`<div class="block-body" id=${`block-${name}`} hidden></div>`;
  const head = html`<button
    type="button"
    class="block-head"
    aria-expanded="false"
    aria-controls=${`block-${name}`}
    onclick=${() => toggle(body.hidden === true)}
  >
    <span class="block-name">${name}</span>
    <span class="block-text">${docWords(text)}</span>
  </button>`;
  const card = html`<article class="block-card">${head}${body}</article>`;

  function toggle(opened: boolean): void {
    // drawn when it is first looked at
    if (opened && !body.firstChild) body.append(...inside(entry, insert, editable));
    body.hidden = !opened;
    head.setAttribute("aria-expanded", String(opened));
    onToggle(opened);
  }
  if (open) toggle(true);
  return card;
}

function inside(
  {name, paper, parameters, options, example}: BlockEntry,
  insert: CardOptions["insert"],
  editable: CardOptions["editable"]
): HTMLElement[] {
  let width = example.width ?? 32;
  // a stem is drawn on an image, whose channels are given: there C is its width
  const meaning = /\bC\b/.test(example.input) ? "channels in" : "channels out";
  const field = html`<input
    type="number"
    min="4"
    step="4"
    value=${width}
    aria-label=${`C, ${meaning}, of the example of ${name}`}
    oninput=${() => {
      if (field.value === "" && !field.validity.badInput) return; // about to be typed
      width = field.valueAsNumber;
      show();
    }}
    onchange=${() => {
      if (field.value === "" && !field.validity.badInput) field.valueAsNumber = width;
    }}
  />` as HTMLInputElement;
  const code = html`<code class="block-code"></code>`;
  const counts = html`<dl class="block-counts" aria-live="polite"></dl>`;
  const diagram = createDiagram({title: `inside ${name}`, depth: 1});
  const add = html`<button
    type="button"
    class="plain strong"
    disabled=${!editable()}
    onclick=${() => insert(exampleSource(example, width))}
  >
    Insert as a cell
  </button>` as HTMLButtonElement;

  function show(): void {
    const source = exampleSource(example, width);
    try {
      if (!(Number.isInteger(width) && width > 0)) throw new RangeError("C is a whole number of at least 1");
      const net = exampleNetwork(source);
      const {parameters, macs} = totalCost(net);
      code.textContent = source;
      counts.replaceChildren(
        fact("parameters", formatCount(parameters)),
        fact("MACs", formatCount(macs)),
        fact("output", net.outputs.map(({shape}) => formatShape(shape)).join(", "))
      );
      diagram.show(net);
      diagram.element.hidden = false;
      field.removeAttribute("aria-invalid");
      add.disabled = !editable();
    } catch (error) {
      // the width does not fit; what fits it is said, and nothing old stands beside it
      const said = words(error);
      code.textContent = "";
      counts.replaceChildren(html`<p class="block-fault">${said}</p>`);
      diagram.element.hidden = true;
      field.setAttribute("aria-invalid", "true");
      add.disabled = true;
    }
  }
  show();
  return [
    html`<p class="block-paper">${docWords(paper)}</p>`,
    html`<div class="block-try">
      <label title=${`C: the ${meaning === "channels in" ? "channels that come in" : "channels that go out"}`}
        >C ${field}<span>${meaning}</span></label
      >
      ${add}
    </div>`,
    code,
    counts,
    diagram.element,
    html`<section class="block-formula">
      <h4>Parameters</h4>
      <p>${parameters}</p>
    </section>`,
    ...(options.length > 0
      ? [
          html`<section>
            <h4>Options</h4>
            <dl class="block-options">${options.map(optionOf)}</dl>
          </section>`
        ]
      : [])
  ];
}

function fact(term: string, value: string): HTMLElement {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

function optionOf({name, type, required, default: value, text}: Option): HTMLElement {
  const preset = value !== undefined ? `= ${value}` : required ? "required" : "";
  return html`<div>
    <dt>
      <code>${name}</code>
      <span class="block-type">${type}</span> ${preset && html`<span class="block-default">${preset}</span>`}
    </dt>
    <dd>${docWords(text)}</dd>
  </div>`;
}
