import type {KeyMap} from "./keyMap.ts";

/**
 * The MGIC authors' names of masked transfers between levels: weight and mask stand beside each other in their files (`…R` and
 * `…RMask`), and in one place here (`…R.weight` and `…R.mask`). All other names are the same.
 */
export const mgicAuthors = {
  name: "mgicAuthors" as const,
  recognises: (keys, ours) =>
    [...keys].some((key) => /(^|\.)[RP]Mask$/.test(key)) && [...ours].some((key) => /(^|\.)[RP]\.mask$/.test(key)),
  toOurs: (key) => key.replace(/(^|\.)([RP])$/, "$1$2.weight").replace(/(^|\.)([RP])Mask$/, "$1$2.mask"),
  // learned transfers without a mask have `R.weight` there too
  toTheirs: (key, ours) =>
    ours.has(key.replace(/weight$/, "mask"))
      ? key.replace(/(^|\.)([RP])\.weight$/, "$1$2").replace(/(^|\.)([RP])\.mask$/, "$1$2Mask")
      : key
} satisfies KeyMap;
