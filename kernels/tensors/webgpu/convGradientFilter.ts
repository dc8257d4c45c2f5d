import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {ConvGradientFilter} from "../kernels/conv.ts";
import type {Window} from "../kernels/window.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {sumMiddle} from "./sum.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

/*
 * dfilter[i, j, ci, co] = Σ over p of P(x)[p, i, j, ci] · dy[p, co]
 *
 * A filter has few elements and each sums over all positions, so one thread an element would leave a GPU idle. The
 * positions are split into chunks: a thread sums one chunk for a tile of 4×4 (input × output) channels of one tap, and the
 * chunks' sums are added afterwards, in order.
 */

type Uniform = keyof typeof windowTypes | "ci" | "co" | "positions" | "chunk";

function programFor(inLanes: Lanes, outLanes: Lanes): Program<"x" | "dy", "part", Uniform> {
  const rows = Array.from({length: inLanes}, (_, k) => k);
  const component = (k: number) => (inLanes === 4 ? `a.${"xyzw"[k]}` : "a");
  return {
    name: `conv gradient filter ${inLanes} ${outLanes}`,
    element: elementOf(outLanes),
    reads: {x: elementOf(inLanes), dy: "T"},
    writes: {part: "T"}, // [chunk, kh, kw, ci, co]
    uniforms: {...windowTypes, ci: "i32", co: "i32", positions: "i32", chunk: "i32"},
    main: `
  let co = index % u.co;
  let ci = index / u.co % u.ci;
  let tap = index / u.co / u.ci % (u.kh * u.kw);
  let p = index / u.co / u.ci / (u.kh * u.kw);
  let last = min((p + 1) * u.chunk, u.positions);
  var r = p * u.chunk;
  var ow = r % u.ow;
  var oh = r / u.ow % u.oh;
  var n = r / u.ow / u.oh;
  let i = tap / u.kw * u.dh - u.top;
  let j = tap % u.kw * u.dw - u.left;
  ${rows.map((k) => `var s${k} = T(0.0);`).join(" ")}
  for (; r < last; r++) {
    let ih = oh * u.sh + i;
    let iw = ow * u.sw + j;
    if (ih >= 0 && ih < u.ih && iw >= 0 && iw < u.iw) {
      let a = x[((n * u.ih + ih) * u.iw + iw) * u.ci + ci];
      let g = dy[r * u.co + co];
      ${rows.map((k) => `s${k} += ${component(k)} * g;`).join(" ")}
    }
    ow++;
    if (ow == u.ow) { ow = 0; oh++; }
    if (oh == u.oh) { oh = 0; n++; }
  }
  let first = (((p * u.kh * u.kw + tap) * u.ci + ci) * ${inLanes}) * u.co + co;
  ${rows.map((k) => `part[first + ${k} * u.co] = s${k};`).join(" ")}`
  };
}

const programs = forLanes((inLanes) => forLanes((outLanes) => programFor(inLanes, outLanes)));

/** About how many threads the first round gets, as long as each keeps 32 positions. */
const threadsWanted = 8192;
const mostChunks = 256;

/** dfilter for a map x [n, height, width, ci] and dy [n, oh, ow, co], as a new tensor of `shape`. */
export function gradientFilter(
  backend: WebGPUBackend,
  {x, dy}: {x: TensorInfo; dy: TensorInfo},
  [n, height, width, inChannels]: readonly [number, number, number, number],
  outChannels: number,
  window: Window,
  shape: readonly number[]
): TensorInfo {
  const inLanes = lanesOf(inChannels);
  const outLanes = lanesOf(outChannels);
  const positions = n * window.outHeight * window.outWidth;
  const size = window.kernel[0] * window.kernel[1] * inChannels * outChannels;
  const tiles = size / inLanes / outLanes;
  const wanted = Math.min(Math.ceil(positions / 32), Math.ceil(threadsWanted / tiles), mostChunks);
  const chunk = Math.ceil(positions / wanted);
  const count = Math.ceil(positions / chunk);
  const {part} = dispatch(backend, programs[inLanes][outLanes], {
    reads: {x, dy},
    writes: {part: count === 1 ? shape : [count, size]},
    uniforms: {
      ...windowUniforms(window, height, width),
      ci: inChannels / inLanes,
      co: outChannels / outLanes,
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

export const convGradientFilterKernel = webgpuKernel<{x: TensorInfo; dy: TensorInfo}, Window>(
  ConvGradientFilter,
  (backend, inputs, window) => {
    const map = inputs.x.shape as [number, number, number, number];
    const width = inputs.dy.shape[3]!;
    return gradientFilter(backend, inputs, map, width, window, [...window.kernel, map[3], width]);
  }
);
