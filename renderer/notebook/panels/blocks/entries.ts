import {examples, type BlockName, type Example} from "../../../../kernels/blocks/examples.ts";
import type {Argument, Option} from "../../editor/argument.ts";
import docs from "../../editor/library-docs.json" with {type: "json"};

/** What a card says: all from the block's docstring, but for the example. */
export interface BlockEntry {
  readonly name: BlockName;
  readonly family: string;
  readonly text: string;
  /** The paper, or where it comes from. */
  readonly paper: string;
  /** A formula over C and the options. */
  readonly parameters: string;
  readonly options: readonly Option[];
  readonly example: Example;
}

/** In the order of the panel. */
export const families = ["WaveMix", "MGIC", "EdgeNeXt", "DeepMAD", "plain", "heads and stems"] as const;

/** All blocks by family, as `families` has them; what belongs to none of them comes last. */
export function blockEntries(): readonly BlockEntry[] {
  const written = docs as Readonly<
    Record<string, Partial<BlockEntry> & {text: string; arguments?: readonly Argument[]}>
  >;
  const entries = (Object.keys(examples) as BlockName[]).map((name): BlockEntry => {
    const {text, family = "", paper = "", parameters = "", arguments: given = []} = written[`blocks.${name}`];
    // every operation and block may be given a name
    const options = given.flatMap((each) => each.options ?? []).filter((option) => option.name !== "name");
    return {name, family, text, paper, parameters, options, example: examples[name]};
  });
  const place = ({family}: BlockEntry) => {
    const at = families.findIndex((each) => each === family);
    return at < 0 ? families.length : at;
  };
  return entries.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}
