import {edgeNeXtTimm} from "./edgeNeXtTimm.ts";
import type {KeyMap} from "./keyMap.ts";

export {edgeNeXtTimm} from "./edgeNeXtTimm.ts";
export {renameKeys, type KeyMap} from "./keyMap.ts";

/** Those that are tried on every file. */
export const keyMaps: readonly KeyMap[] = [edgeNeXtTimm];
