import {edgeNeXtTimm} from "./edgeNeXtTimm.ts";
import {mgicAuthors} from "./mgicAuthors.ts";
import type {KeyMap} from "./keyMap.ts";

export {edgeNeXtTimm} from "./edgeNeXtTimm.ts";
export {mgicAuthors} from "./mgicAuthors.ts";
export {renameKeys, type KeyMap} from "./keyMap.ts";

/** Those that are tried on every file. */
export const keyMaps = [edgeNeXtTimm, mgicAuthors] as const satisfies readonly KeyMap[];

export type KeyMapName = (typeof keyMaps)[number]["name"];
