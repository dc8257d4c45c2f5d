import {examples, type BlockName, type Example} from "../../../../kernels/blocks/examples.ts";
import docs from "../../editor/library-docs.json" with {type: "json"};

/** An option of a block, as its docstring has it. */
export interface BlockOption {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** As code; absent where it depends on others, which the text says. */
  readonly default?: string;
  readonly text: string;
}

/** What a card says: all from the block's docstring, but for the example. */
export interface BlockEntry {
  readonly name: BlockName;
  readonly family: string;
  readonly text: string;
  /** The paper, or where it comes from. */
  readonly paper: string;
  /** A formula over C and the options. */
  readonly parameters: string;
  readonly options: readonly BlockOption[];
  readonly example: Example;
}

/** In the order of the panel. */
export const families = ["WaveMix", "MGIC", "EdgeNeXt", "DeepMAD", "plain", "heads and stems"] as const;

/** All blocks by family, as `families` has them; what belongs to none of them comes last. */
export function blockEntries(): readonly BlockEntry[] {
  const written = docs as Readonly<Record<string, Partial<BlockEntry> & {text: string}>>;
  const entries = (Object.keys(examples) as BlockName[]).map((name): BlockEntry => {
    const {text, family = "", paper = "", parameters = "", options = []} = written[`blocks.${name}`];
    return {name, family, text, paper, parameters, options, example: examples[name]};
  });
  const place = ({family}: BlockEntry) => {
    const at = families.findIndex((each) => each === family);
    return at < 0 ? families.length : at;
  };
  return entries.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}
