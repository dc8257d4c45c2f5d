import {NetworkError} from "../../graph/errors.ts";
import {didYouMean} from "../../graph/suggest.ts";
import {deepMadKinds, type DeepMadKind} from "../../blocks/deepMad/options.ts";
import {isSuper, kindOf, structureOf, type Item, type Structure} from "./structure.ts";

export interface ShortFormOptions {
  /** The kind of super blocks before which no kind is written. */
  readonly kind?: DeepMadKind;
  /** Channels of the picture; 3 if absent. */
  readonly channels?: number;
}

/**
 * Reads the short form of a structure: items apart by blanks or semicolons. `C32/k3` is a convolution of width 32 and kernel 3,
 * `384b40k5L6` a super block of width 384, bottleneck 40, kernel 5 and 6 blocks; a kind (`K1KXK1`) holds for what follows it.
 * The stride is 2, but 1 for a convolution that is not the first item; `s1` or `s2` at the end of an item says otherwise.
 */
export function readShortForm(text: string, {kind, channels = 3}: ShortFormOptions = {}): Structure {
  const items: unknown[] = [];
  let width = channels;
  for (const word of text.split(/[\s;,]+/).filter(Boolean)) {
    const named = deepMadKinds.find((one) => one === word || `SuperRes${one}` === word);
    if (named) kind = named;
    if (named || word === "ConvKXBNRELU") continue;
    const path = `item ${items.length}`;
    const conv = /^C(\d+)\/k(\d+)(?:s(\d+))?$/.exec(word);
    const block = /^(\d+)b(\d+)k(\d+)L(\d+)(?:s(\d+))?$/.exec(word);
    const [out, k] = conv ? [conv[1], conv[2]] : block ? [block[1], block[3]] : [];
    if (out === undefined)
      throw new NetworkError(
        `unknown item: ${word}${didYouMean(word, deepMadKinds) || "; expected C32/k3, 96b40k5L1 or a kind of block"}`,
        {path}
      );
    if (block && !kind)
      throw new NetworkError(`missing kind of block; write one of ${deepMadKinds.join(", ")} before ${word}`, {path});
    items.push({
      class: block ? `SuperRes${kind}` : "ConvKXBNRELU",
      in: width,
      out: Number(out),
      k: Number(k),
      s: Number((conv ?? block)!.at(-1) ?? (block || items.length === 0 ? 2 : 1)),
      ...(block && {btn: Number(block[2]), L: Number(block[4])})
    });
    width = Number(out);
  }
  return structureOf(items);
}

/** Writes the short form; what it leaves out are the channels of the picture. */
export function writeShortForm(structure: Structure): string {
  let kind: DeepMadKind | undefined;
  return structure
    .flatMap((item, i) => {
      const words = [word(item, i)];
      if (!isSuper(item) || kindOf(item) === kind) return words;
      kind = kindOf(item);
      return [kind, ...words];
    })
    .join(" ");
}

function word(item: Item, i: number): string {
  const standard = isSuper(item) || i === 0 ? 2 : 1;
  const stride = item.s === standard ? "" : `s${item.s}`;
  return isSuper(item) ? `${item.out}b${item.btn}k${item.k}L${item.L}${stride}` : `C${item.out}/k${item.k}${stride}`;
}
