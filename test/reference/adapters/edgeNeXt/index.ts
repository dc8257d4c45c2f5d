import type {Adapter} from "../adapter.ts";
import {convEncoder, downsample, layernorm, posenc, sdta, xca} from "./blocks.ts";
import {net} from "./net.ts";
import {published, publishedByTimm} from "./published.ts";
import {viz} from "./viz.ts";

/** How each part of EdgeNeXt's family is put to our code. */
export const edgeNeXt: Readonly<Record<string, Adapter>> = {
  "edgenext/posenc": posenc,
  "edgenext/xca": xca,
  "edgenext/layernorm": layernorm,
  "edgenext/conv_encoder": convEncoder,
  "edgenext/sdta": sdta,
  "edgenext/downsample": downsample,
  "edgenext/net": net,
  "edgenext/net_timm": net,
  "edgenext/viz": viz,
  "edgenext/published": published,
  "edgenext/published_timm": publishedByTimm
};
