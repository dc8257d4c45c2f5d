import {integer} from "../../graph/options.ts";
import type {Network} from "../../graph/network.ts";
import type {Shape} from "../../graph/shape.ts";
import {network, type Value} from "../../graph/trace.ts";
import {separableConv} from "../../blocks/plain/separableConv.ts";
import {ssdLitePredictor} from "../../blocks/heads/ssdLitePredictor.ts";
import {conv} from "../../ops/conv.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {relu} from "../../ops/relu.ts";
import {reshape} from "../../ops/reshape.ts";
import {edgeNeXtBody} from "./body.ts";
import {edgeNeXtOptions, type EdgeNeXt} from "./options.ts";
import type {EdgeNeXtName} from "./configurations.ts";

export interface EdgeNeXtDetector extends Omit<EdgeNeXt, "classes" | "dropout" | "headInitialScale"> {
  /** The network before the head; Small if absent. */
  backbone?: EdgeNeXtName;
  /** Classes, that of the background among them; 81 for COCO. */
  classes?: number;
}

/** Channels of the maps that are made behind the backbone, and of the last, which has one position. */
const extras = [256, 128, 128];
const single = 64;
/** Channels that each map is brought to before its predictor. */
const projections = [512, 256, 256, 128, 128];

/** Boxes at each position of the six maps. */
export const detectorAnchors = [6, 6, 6, 6, 6, 4] as const;

/**
 * EdgeNeXt with an SSDLite head (arXiv 2206.10589, section 4.3; specs/edgenext.md, section 14): six outputs, maps of strides
 * 16, 32, 64, 128, 256 and one of a single position, each [a·(4 + classes), h, w] for a = 6, 6, 6, 6, 6, 4 boxes. The boxes that
 * the four offsets are from are `ssdAnchors`. The backbone's keys are those of the classifier. 3×320×320 if absent.
 */
export function edgeNeXtDetector({
  backbone = "small",
  classes = 81,
  input = [3, 320, 320],
  ...more
}: EdgeNeXtDetector = {}): Network {
  const options = edgeNeXtOptions(backbone, {...more, input});
  const count = integer("classes", classes, 2);
  return network(input, (x) => {
    const maps = edgeNeXtBody(x, options).slice(2);
    for (const [i, width] of extras.entries())
      maps.push(separableConv(maps.at(-1)!, {width, stride: 2, name: `extra_layers.${i}`}));
    maps.push(mean(maps.at(-1)!));
    return maps.map((map, i) =>
      ssdLitePredictor(map, {
        anchors: detectorAnchors[i],
        classes: count,
        width: projections[i] ?? map.shape[0],
        around: i < projections.length,
        name: `ssd_heads.${i}`
      })
    );
  });
}

/** The mean of the whole map through a 1×1 convolution, as a map of one position. */
function mean(x: Value): Value {
  const name = `extra_layers.${extras.length}`;
  const pooled = globalAveragePool(x, {name: `${name}.mean`});
  const map = reshape(pooled, {shape: [pooled.shape[0], 1, 1], name: `${name}.map`});
  return relu(conv(map, {width: single, kernel: 1, bias: false, name: `${name}.conv`}), {name: `${name}.act`});
}

/** The maps [h, w] that a detector predicts on, from its outputs. */
export function detectorMaps({outputs}: Network): readonly (readonly [height: number, width: number])[] {
  return outputs.map(({shape: [, height, width]}: {shape: Shape}) => [height, width] as const);
}
