import type {Card} from "./cards.ts";

/** What a card is called in the block that it stands in: `feedforward`, `layers.0–15` for a run; its kind where it has no name. */
export function nameOf({parts, kind}: Card, parent: Card | undefined): string {
  const around = parent && `${parent.parts[0].path}.`;
  const short = (path: string) => (around && path.startsWith(around) ? path.slice(around.length) : path);
  const [first, last] = [short(parts[0].path), short(parts.at(-1)!.path)];
  if (parts.length === 1) return first === "" || first === parent?.parts[0].path ? kind : first;
  const [, stem, from] = /^(.*?)(\d+)$/.exec(first) ?? [];
  const [, sameStem, to] = /^(.*?)(\d+)$/.exec(last) ?? [];
  return stem !== undefined && stem === sameStem ? `${stem}${from}–${to}` : `${first} … ${last}`;
}

/** All paths of a card in words: `layers.0 to layers.15`. */
export function placeOf({parts, kind}: Card): string {
  return parts.length === 1 ? parts[0].path || kind : `${parts[0].path} to ${parts.at(-1)!.path}`;
}

/** An operation by its name and what tells it from others of its kind: `conv 3×3 ÷2`, `conv 7×7 depthwise`. */
export function labelOf({nodes: [node], kind}: Card): string {
  const options = node.options as Record<string, unknown>;
  const words = [kind];
  const pair = (value: unknown) => (Array.isArray(value) ? value : [value, value]) as readonly unknown[];
  if (options.kernel !== undefined) words.push(pair(options.kernel).join("×"));
  const strides = options.stride === undefined ? [] : pair(options.stride);
  if (strides.some((stride) => stride !== 1))
    words.push(
      `${kind === "convTranspose" ? "·" : "÷"}${new Set(strides).size === 1 ? String(strides[0]) : strides.join("×")}`
    );
  if (typeof options.groups === "number" && options.groups > 1)
    words.push(options.groups === node.inputs[0]?.shape[0] ? "depthwise" : `in ${options.groups} groups`);
  return words.join(" ");
}

/**
 * What an operation's card says: its name, where it has one that says more than its kind, and what it is.
 */
export function opWords(card: Card, parent: Card | undefined): {readonly name: string; readonly kind: string} {
  const own = nameOf(card, parent);
  const plain = /^[\d.]+$/.test(own) || own.replace(/[\d.]+$/, "") === card.kind;
  return {name: plain ? "" : own, kind: labelOf(card)};
}

/** Options as one line: `levels 3, mult 2`; empty where there are none. */
export function optionsOf({parts: [part], nodes}: Card): string {
  const options = part.type === "block" ? part.block.options : part.kind === "input" ? {} : nodes[0].options;
  return Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== null && typeof value !== "function")
    .map(([key, value]) => `${key} ${show(value)}`)
    .join(", ");
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.map(show).join("×");
  if (typeof value === "object" && value !== null)
    return `(${Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${key} ${show(each)}`)
      .join(", ")})`;
  return String(value);
}
