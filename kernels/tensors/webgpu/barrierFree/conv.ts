import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Conv} from "../../kernels/conv.ts";
import type {Window} from "../../kernels/window.ts";
import {dispatch, type Program} from "../dispatch.ts";
import {webgpuKernel} from "../kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "../lanes.ts";
import {windowTypes, windowUniforms} from "../windowUniforms.ts";

/*
 * y[n, oh, ow, co] = Σ over i, j, ci of x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, ci] · filter[i, j, ci, co] (+ bias[co])
 *
 * A thread takes four neighbouring columns of the output, so that each piece of the filter is read once for four pixels.
 * A column outside the map reads pixel 0 and takes 0 instead.
 */

const four = [0, 1, 2, 3];
const each = (line: (i: number) => string) => four.map(line).join("\n      ");

type Uniform = keyof typeof windowTypes | "ci" | "co" | "tiles";

function programFor(inLanes: Lanes, outLanes: Lanes, bias: boolean): Program<string, "y", Uniform> {
  const inner =
    inLanes === 4
      ? `${each((k) => `let w${k} = filt[w + ${k} * u.co];`)}
      ${each((i) => `let a${i} = select(X(0.0), x[p${i} + ci], inside${i}); s${i} += a${i}.x * w0 + a${i}.y * w1 + a${i}.z * w2 + a${i}.w * w3;`)}`
      : `let w0 = filt[w];
      ${each((i) => `s${i} += select(X(0.0), x[p${i} + ci], inside${i}) * w0;`)}`;
  return {
    name: `conv ${inLanes} ${outLanes}${bias ? " bias" : ""}`,
    element: elementOf(outLanes),
    reads: {x: "X", filt: "T", ...(bias ? {bias: "T"} : {})},
    writes: {y: "T"},
    uniforms: {...windowTypes, ci: "i32", co: "i32", tiles: "i32"},
    declarations: `alias X = ${elementOf(inLanes)};`,
    main: `
  let co = index % u.co;
  let ow = index / u.co % u.tiles * 4;
  let line = index / u.co / u.tiles;
  let n = line / u.oh;
  ${each((i) => `var s${i} = ${bias ? "bias[co]" : "T(0.0)"};`)}
  for (var i = 0; i < u.kh; i++) {
    let ih = line % u.oh * u.sh - u.top + i * u.dh;
    if (ih < 0 || ih >= u.ih) { continue; }
    let row = (n * u.ih + ih) * u.iw;
    for (var j = 0; j < u.kw; j++) {
      let iw = ow * u.sw - u.left + j * u.dw;
      ${each(
        (k) => `let inside${k} = iw + ${k} * u.sw >= 0 && iw + ${k} * u.sw < u.iw;
      let p${k} = select(0, row + iw + ${k} * u.sw, inside${k}) * u.ci;`
      )}
      var w = (i * u.kw + j) * u.ci * ${inLanes} * u.co + co;
      for (var ci = 0; ci < u.ci; ci++) {
      ${inner}
      w += ${inLanes} * u.co;
      }
    }
  }
  let first = (line * u.ow + ow) * u.co + co;
  ${each((k) => `if (ow + ${k} < u.ow) { y[first + ${k} * u.co] = s${k}; }`)}`
  };
}

const programs = forLanes((inLanes) =>
  forLanes((outLanes) => ({plain: programFor(inLanes, outLanes, false), bias: programFor(inLanes, outLanes, true)}))
);

type Inputs = {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};

export const convKernel = webgpuKernel<Inputs, Window>(Conv, (backend, {x, filter, bias}, window) => {
  const [n, height, width, inChannels] = x.shape as [number, number, number, number];
  const outChannels = filter.shape[3]!;
  const inLanes = lanesOf(inChannels);
  const outLanes = lanesOf(outChannels);
  const tiles = Math.ceil(window.outWidth / 4);
  const reads: Record<string, TensorInfo> = bias ? {x, filt: filter, bias} : {x, filt: filter};
  return dispatch(backend, programs[inLanes][outLanes][bias ? "bias" : "plain"], {
    reads,
    writes: {y: [n, window.outHeight, window.outWidth, outChannels]},
    uniforms: {
      ...windowUniforms(window, height, width),
      ci: inChannels / inLanes,
      co: outChannels / outLanes,
      tiles
    },
    threads: (n * window.outHeight * tiles * outChannels) / outLanes
  }).y;
});
