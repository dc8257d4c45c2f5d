import {figure, resummarise} from "./figure.ts";
import {html} from "./html.ts";
import {formatCount} from "./numbers.ts";
import {partsTable, type PartItem} from "./partsTable.ts";
import {quantityOf, type QuantityName} from "./quantities.ts";
import {sameFigure} from "./sameFigure.ts";
import {stageTable, type Staged, type StageNumbers} from "./stageTable.ts";
import {commonOf, difference, totalsTable, type Totals} from "./totalsTable.ts";

/** One of the two: its name, its numbers, and what it is made of. */
export type Compared = Totals & {
  readonly name?: string;
  /** The items of a structure, as `design.parse` and `design.solve` give them. */
  readonly structure?: readonly PartItem[];
  readonly stages?: readonly StageNumbers[];
};

export interface BeforeAfterOptions {
  /** Shown above; "before and after". */
  title?: string;
  /** The budget that both are held to. */
  budget?: Readonly<Partial<Record<QuantityName, number>>>;
  /** The bound of effectiveness, rho0. */
  rho?: number;
  /** Side of the image, for the sides of the parts; 224. */
  image?: number;
}

/** Draws the comparison; the same figure is changed in place as long as the title stays. */
export type DrawBeforeAfter = (before: Compared, after: Compared, options?: BeforeAfterOptions) => HTMLElement;

/**
 * A network and what became of it, at one budget: what each costs and is worth with the difference in words, their parts side by
 * side (width, depth, kernel, bottleneck, side) where both have a `structure`, and entropy and effectiveness stage by stage.
 * Takes what `design.solve` gives, `{...design.evaluate(text), structure: design.parse(text)}`, or `design.evaluateNetwork`.
 */
export const beforeAfter: DrawBeforeAfter = (before, after, options) => createBeforeAfter()(before, after, options);

/** Makes `beforeAfter` for one place on the page. */
export function createBeforeAfter(): DrawBeforeAfter {
  return sameFigure((_before, _after, {title = "before and after"} = {}) => [title], createFigure);
}

function createFigure(title: string): DrawBeforeAfter {
  const content = html`<div class="picture-stack"></div>`;
  let rows: readonly (readonly (string | number)[])[] = [];
  const frame = figure({title, summary: "", caption: "", content, rows: () => rows});
  const caption = frame.querySelector("figcaption")!;
  return (before, after, {budget = {}, rho, image = 224} = {}) => {
    const names = [before.name ?? "before", after.name ?? "after"] as const;
    const bounds: Totals = {...budget, ...(rho !== undefined && {effectiveness: rho})};
    const staged = [before, after].flatMap(({stages}, i): Staged[] => (stages ? [{name: names[i], stages}] : []));
    content.replaceChildren(
      totalsTable(names, before, after, bounds),
      ...(before.structure && after.structure ? [partsTable(before.structure, after.structure, image)] : []),
      ...(staged.length === 2 ? [stageTable(staged, rho)] : [])
    );
    const words = sentenceOf(names, before, after);
    resummarise(frame, title, words);
    const said = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}. A higher score is no proof of a better classifier.`;
    if (caption.textContent !== said) caption.textContent = said;
    rows = [
      ["quantity", ...names, "at most"],
      ...commonOf(before, after).map((name) => [name, before[name]!, after[name]!, bounds[name] ?? ""])
    ];
    return frame;
  };
}

/** The score first, then what it costs. */
function sentenceOf(names: readonly [string, string], before: Totals, after: Totals): string {
  const common = commonOf(before, after);
  const costs = (["params", "flops", "macs"] as const)
    .filter((name) => common.includes(name))
    .slice(0, 2)
    .map((name) => `${quantityOf(name).label} ${difference(before[name]!, after[name]!)}`)
    .join(", ");
  const worth = (["score", "entropy"] as const).find((name) => common.includes(name));
  if (!worth) return costs || `${names[0]} and ${names[1]} have no number in common`;
  const [a, b] = [before[worth]!, after[worth]!];
  const numbers = `${formatCount(Math.round(b))} against ${formatCount(Math.round(a))}`;
  const compared = a === b ? `the ${worth} of` : `${difference(a, b)} ${worth} than`;
  return `${names[1]} has ${compared} ${names[0]}, ${numbers}${costs && `; ${costs}`}`;
}
