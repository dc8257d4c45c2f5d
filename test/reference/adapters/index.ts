import type {Adapter} from "./adapter.ts";
import {block} from "./block.ts";
import {deepmad} from "./deepmad.ts";
import {dwt} from "./dwt.ts";
import {edgeNeXt} from "./edgeNeXt/index.ts";
import {idwt} from "./idwt.ts";
import {mgic} from "./mgic.ts";
import {mixer} from "./mixer.ts";
import {net} from "./net.ts";

/** How each part of a family is put to our code. */
export const adapters: Readonly<Record<string, Adapter>> = {dwt, idwt, block, mixer, net, full: net, deepmad, mgic, ...edgeNeXt};
