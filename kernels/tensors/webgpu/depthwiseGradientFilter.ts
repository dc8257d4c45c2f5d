import type {TensorInfo} from "@tensorflow/tfjs-core";
import {DepthwiseGradientFilter} from "../kernels/depthwise.ts";
import type {Window} from "../kernels/window.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {sumMiddle} from "./sum.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

/*
 * dfilter[i, j, c] = Σ over p of P(x)[p, i, j, c] · dy[p, c]. The lines (n, oh) of dy are split into chunks, one thread a
 * chunk and tap and channels; the chunks' sums are added afterwards.
 */
const program = forLanes(
  (lanes: Lanes): Program<"x" | "dy", "part", keyof typeof windowTypes | "c" | "lines" | "chunk"> => ({
    name: `depthwise gradient filter ${lanes}`,
    element: elementOf(lanes),
    reads: {x: "T", dy: "T"},
    writes: {part: "T"},
    uniforms: {...windowTypes, c: "i32", lines: "i32", chunk: "i32"},
    main: `
  let c = index % u.c;
  let tap = index / u.c % (u.kh * u.kw);
  let first = index / u.c / (u.kh * u.kw) * u.chunk;
  let last = min(first + u.chunk, u.lines);
  let i = tap / u.kw * u.dh - u.top;
  let j = tap % u.kw * u.dw - u.left;
  var s = T(0.0);
  for (var line = first; line < last; line++) {
    let ih = line % u.oh * u.sh + i;
    if (ih < 0 || ih >= u.ih) { continue; }
    let row = (line / u.oh * u.ih + ih) * u.iw;
    for (var ow = 0; ow < u.ow; ow++) {
      let iw = ow * u.sw + j;
      if (iw >= 0 && iw < u.iw) { s += x[(row + iw) * u.c + c] * dy[(line * u.ow + ow) * u.c + c]; }
    }
  }
  part[index] = s;`
  })
);

/** Enough threads to fill a GPU, as long as a chunk keeps at least one line. */
const threadsWanted = 16384;

export const depthwiseGradientFilterKernel = webgpuKernel<{x: TensorInfo; dy: TensorInfo}, Window>(
  DepthwiseGradientFilter,
  (backend, {x, dy}, window) => {
    const [n, height, width, channels] = x.shape as [number, number, number, number];
    const lanes = lanesOf(channels);
    const lines = n * window.outHeight;
    const taps = window.kernel[0] * window.kernel[1];
    const chunk = Math.ceil(lines / Math.min(lines, Math.ceil((threadsWanted * lanes) / (taps * channels))));
    const count = Math.ceil(lines / chunk);
    const {part} = dispatch(backend, program[lanes], {
      reads: {x, dy},
      writes: {part: [count, taps, channels]},
      uniforms: {...windowUniforms(window, height, width), c: channels / lanes, lines, chunk},
      threads: (count * taps * channels) / lanes
    });
    const sum = sumMiddle(backend, part, [1, count, taps * channels], [...window.kernel, channels, 1]);
    backend.disposeData(part.dataId);
    return sum;
  }
);
