import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {Conv} from "../../kernels/conv.ts";
import type {Grouped, Window} from "../../kernels/window.ts";
import {dispatch, type Program} from "../dispatch.ts";
import {webgpuKernel} from "../kernel.ts";
import {elementOf, lanesOf, type Lanes} from "../lanes.ts";
import {remember} from "../remember.ts";
import {lines, times} from "../unroll.ts";
import {windowTypes, windowUniforms} from "../windowUniforms.ts";
import {widthOf, type Width} from "./width.ts";

/*
 * y[n, oh, ow, co] = Σ over i, j, k of x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, first(co) + k] · filter[i, j, k, co]
 *   (+ bias[co])
 *
 * where first(co) is the first of the channels that the group of co reads. Where there are groups it serves all adapters.
 *
 * A thread takes 8 neighbouring columns of the output and `width` vectors of its channels: the fewer reads a product, the
 * better. A column outside the map reads pixel 0 and takes 0 instead.
 */

type Uniform = keyof typeof windowTypes | "pixel" | "ci" | "co" | "group" | "tiles";

const columns = times(8);

const programFor = remember(
  (inLanes: Lanes, outLanes: Lanes, width: Width, bias: boolean): Program<string, "y", Uniform> => {
    const vectors = times(width);
    const components = inLanes === 4 ? [".x", ".y", ".z", ".w"] : [""];
    return {
      name: `conv ${inLanes} ${outLanes} ${width}${bias ? " bias" : ""}`,
      element: elementOf(outLanes),
      reads: {x: "X", filt: "T", ...(bias ? {bias: "T"} : {})},
      writes: {y: "T"},
      uniforms: {...windowTypes, pixel: "i32", ci: "i32", co: "i32", group: "i32", tiles: "i32"},
      declarations: `alias X = ${elementOf(inLanes)};`,
      main: `
  let across = u.co / ${width};
  let co = index % across * ${width};
  let ow = index / across % u.tiles * ${columns.length};
  let line = index / across / u.tiles;
  let n = line / u.oh;
  let first = co / u.group * u.ci;
  ${lines(columns, (k) => lines(vectors, (v) => `var s${k}_${v} = ${bias ? `bias[co + ${v}]` : "T(0.0)"};`))}
  for (var i = 0; i < u.kh; i++) {
    let ih = line % u.oh * u.sh - u.top + i * u.dh;
    if (ih < 0 || ih >= u.ih) { continue; }
    let row = (n * u.ih + ih) * u.iw;
    for (var j = 0; j < u.kw; j++) {
      let iw = ow * u.sw - u.left + j * u.dw;
      ${lines(
        columns,
        (k) => `let inside${k} = iw + ${k} * u.sw >= 0 && iw + ${k} * u.sw < u.iw;
      let p${k} = select(0, row + iw + ${k} * u.sw, inside${k}) * u.pixel + first;`
      )}
      var w = (i * u.kw + j) * u.ci * ${inLanes} * u.co + co;
      for (var ci = 0; ci < u.ci; ci++) {
        ${lines(times(inLanes), (q) => lines(vectors, (v) => `let w${q}_${v} = filt[w + ${q} * u.co + ${v}];`))}
        ${lines(
          columns,
          (k) => `let a${k} = select(X(0.0), x[p${k} + ci], inside${k});
        ${lines(vectors, (v) => `s${k}_${v} += ${components.map((c, q) => `a${k}${c} * w${q}_${v}`).join(" + ")};`)}`
        )}
        w += ${inLanes} * u.co;
      }
    }
  }
  let to = (line * u.ow + ow) * u.co + co;
  ${lines(
    columns,
    (k) => `if (ow + ${k} < u.ow) { ${lines(vectors, (v) => `y[to + ${k} * u.co + ${v}] = s${k}_${v};`)} }`
  )}`
    };
  }
);

type Inputs = {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};

/** {x [n, h, w, ci], filter [kh, kw, ci/groups, co], bias? [co]} → [n, oh, ow, co]. */
export function conv(backend: WebGPUBackend, {x, filter, bias}: Inputs, window: Grouped<Window>): TensorInfo {
  const [n, height, width, inChannels] = x.shape as [number, number, number, number];
  const [ofGroup, outChannels] = filter.shape.slice(2) as [number, number];
  const group = outChannels / window.groups;
  const inLanes = lanesOf(ofGroup);
  const outLanes = lanesOf(group);
  const vectors = outLanes === 4 ? widthOf(group) : 1;
  const tiles = Math.ceil(window.outWidth / columns.length);
  const reads: Record<string, TensorInfo> = bias ? {x, filt: filter, bias} : {x, filt: filter};
  return dispatch(backend, programFor(inLanes, outLanes, vectors, bias !== undefined), {
    reads,
    writes: {y: [n, window.outHeight, window.outWidth, outChannels]},
    uniforms: {
      ...windowUniforms(window, height, width),
      pixel: inChannels / inLanes,
      ci: ofGroup / inLanes,
      co: outChannels / outLanes,
      group: group / outLanes,
      tiles
    },
    threads: (n * window.outHeight * tiles * outChannels) / outLanes / vectors
  }).y;
}

export const convKernel = webgpuKernel<Inputs, Grouped<Window>>(Conv, conv);
