import {standardNames} from "../renderer/notebook/analysis/standard.ts";

/**
 * The names that every cell finds without import: the standard library and what Subband adds. The page makes its list from
 * the values themselves; where there is no page, this one stands in for it, and a test holds the two together.
 */
export const libraryNames: ReadonlySet<string> = new Set([
  ...standardNames,
  ..."network surgery ops blocks models data insight exchange design pictures weights".split(" "),
  ..."train recipes runs adamW adam sgd constant cosine oneCycle".split(" ")
]);
