import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {ConvGradientFilter} from "../kernels/conv.ts";
import type {Grouped, Window} from "../kernels/window.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, lanesOf, type Lanes} from "./lanes.ts";
import {remember} from "./remember.ts";
import {sumMiddle} from "./sum.ts";
import {lines, times} from "./unroll.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

/*
 * dfilter[i, j, k, co] = Σ over p of P(x)[p, i, j, first(co) + k] · dy[p, co]
 *
 * where first(co) is the first of the channels that the group of co reads.
 *
 * A filter has few elements and each sums over all positions, so one thread an element would leave a GPU idle. The
 * positions are split into chunks: a thread sums one chunk of one tap for a tile of up to 8×8 input by output channels, and
 * the chunks' sums are added afterwards, in order.
 */

/** Elements of a tile: input channels in `inVectors` of `inLanes`, output channels alike. */
type Tile = readonly [inLanes: Lanes, inVectors: 1 | 2, outLanes: Lanes, outVectors: 1 | 2];

type Uniform = keyof typeof windowTypes | "pixel" | "ci" | "co" | "group" | "positions" | "chunk";

const programFor = remember(
  (...[inLanes, inVectors, outLanes, outVectors]: Tile): Program<"x" | "dy", "part", Uniform> => {
    const rows = times(inLanes * inVectors);
    const component = (k: number) => `a${Math.floor(k / inLanes)}${inLanes === 4 ? `.${"xyzw"[k % 4]}` : ""}`;
    return {
      name: `conv gradient filter ${inLanes}×${inVectors} ${outLanes}×${outVectors}`,
      element: elementOf(outLanes),
      reads: {x: elementOf(inLanes), dy: "T"},
      writes: {part: "T"}, // [chunk, kh, kw, ci/groups, co]
      uniforms: {...windowTypes, pixel: "i32", ci: "i32", co: "i32", group: "i32", positions: "i32", chunk: "i32"},
      main: `
  let across = u.co / ${outVectors};
  let down = u.ci / ${inVectors};
  let co = index % across * ${outVectors};
  let ci = index / across % down * ${inVectors};
  let channel = co / u.group * u.ci + ci;
  let tap = index / across / down % (u.kh * u.kw);
  let p = index / across / down / (u.kh * u.kw);
  let last = min((p + 1) * u.chunk, u.positions);
  var r = p * u.chunk;
  var ow = r % u.ow;
  var oh = r / u.ow % u.oh;
  var n = r / u.ow / u.oh;
  let i = tap / u.kw * u.dh - u.top;
  let j = tap % u.kw * u.dw - u.left;
  ${lines(rows, (k) => lines(times(outVectors), (v) => `var s${k}_${v} = T(0.0);`))}
  // the columns of dy whose windows read inside the map
  let left = max(0, (u.sw - 1 - j) / u.sw);
  let right = min(u.ow, (u.iw - j + u.sw - 1) / u.sw);
  while (r < last) {
    let line = r - ow; // the position of column 0
    let end = min(last, line + u.ow);
    let ih = oh * u.sh + i;
    if (ih >= 0 && ih < u.ih) {
      let stop = min(end, line + right);
      let row = (n * u.ih + ih) * u.iw + j;
      for (r = max(r, line + left); r < stop; r++) {
        let pixel = (row + (r - line) * u.sw) * u.pixel + channel;
        ${lines(times(inVectors), (v) => `let a${v} = x[pixel + ${v}];`)}
        ${lines(times(outVectors), (v) => `let g${v} = dy[r * u.co + co + ${v}];`)}
        ${lines(rows, (k) => lines(times(outVectors), (v) => `s${k}_${v} += ${component(k)} * g${v};`))}
      }
    }
    r = end;
    ow = 0;
    oh++;
    if (oh == u.oh) { oh = 0; n++; }
  }
  let first = ((p * u.kh * u.kw + tap) * u.ci + ci) * ${inLanes} * u.co + co;
  ${lines(rows, (k) => lines(times(outVectors), (v) => `part[first + ${k} * u.co + ${v}] = s${k}_${v};`))}`
    };
  }
);

const vectorsOf = (channels: number): 1 | 2 => (channels % 8 === 0 ? 2 : 1);

/** About how many threads the first round gets, as long as each keeps 32 positions. */
const threadsWanted = 8192;
const mostChunks = 256;

/** dfilter for a map x [n, height, width, ci] and dy [n, oh, ow, co] in `groups`, as a new tensor of `shape`. */
export function gradientFilter(
  backend: WebGPUBackend,
  {x, dy}: {x: TensorInfo; dy: TensorInfo},
  [n, height, width, inChannels]: readonly [number, number, number, number],
  outChannels: number,
  {groups, ...window}: Grouped<Window>,
  shape: readonly number[]
): TensorInfo {
  const [ci, group] = [inChannels / groups, outChannels / groups];
  const tile: Tile = [lanesOf(ci), vectorsOf(ci), lanesOf(group), vectorsOf(group)];
  const positions = n * window.outHeight * window.outWidth;
  const size = window.kernel[0] * window.kernel[1] * ci * outChannels;
  const tiles = tile.reduce((rest, part) => rest / part, size);
  const wanted = Math.min(Math.ceil(positions / 32), Math.ceil(threadsWanted / tiles), mostChunks);
  const chunk = Math.ceil(positions / wanted);
  const count = Math.ceil(positions / chunk);
  const {part} = dispatch(backend, programFor(...tile), {
    reads: {x, dy},
    writes: {part: count === 1 ? shape : [count, size]},
    uniforms: {
      ...windowUniforms(window, height, width),
      pixel: inChannels / tile[0],
      ci: ci / tile[0],
      co: outChannels / tile[2],
      group: group / tile[2],
      positions,
      chunk
    },
    threads: tiles * count
  });
  if (count === 1) return part;
  const sum = sumMiddle(backend, part, [1, count, size], shape);
  backend.disposeData(part.dataId);
  return sum;
}

export const convGradientFilterKernel = webgpuKernel<{x: TensorInfo; dy: TensorInfo}, Grouped<Window>>(
  ConvGradientFilter,
  (backend, inputs, window) => {
    const map = inputs.x.shape as [number, number, number, number];
    const width = inputs.dy.shape[3]!;
    return gradientFilter(backend, inputs, map, width, window, [...window.kernel, map[3] / window.groups, width]);
  }
);
