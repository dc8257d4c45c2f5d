import type {Network} from "../../graph/network.ts";
import {network} from "../../graph/trace.ts";
import {edgeNeXtHead} from "../../blocks/edgeNeXt/edgeNeXtHead.ts";
import {authorsStart, timmStart} from "../../blocks/edgeNeXt/edgeNeXtVariant.ts";
import {edgeNeXtBody} from "./body.ts";
import {edgeNeXtOptions, type EdgeNeXt, type EdgeNeXtChoice} from "./options.ts";

/**
 * An EdgeNeXt classifier (Maaz et al., arXiv 2206.10589) under the authors' keys: `edgeNeXt("xx-small")`, "x-small", "small",
 * "base", "xx-small-bn-hs" …, timm's "small-rw", or options alone, which begin at Small. `more` changes single options of a
 * name: `edgeNeXt("small", {classes: 10})`. 3×256×256 and 1000 classes if absent; the sides must be at least 32.
 */
export function edgeNeXt(choice: EdgeNeXtChoice = "small", more: EdgeNeXt = {}): Network {
  const options = edgeNeXtOptions(choice, more);
  const {classes, dropout, headInitialScale: initialScale, variant, start} = options;
  const initial = start === "authors" ? authorsStart : timmStart;
  return network(options.input, (x) => {
    const features = edgeNeXtBody(x, options).at(-1)!;
    return edgeNeXtHead(features, {classes, dropout, initialScale, variant, initial, name: ""});
  });
}
