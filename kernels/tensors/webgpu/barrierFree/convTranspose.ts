import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {ConvTranspose} from "../../kernels/conv.ts";
import type {WindowOver} from "../../kernels/window.ts";
import {dispatch, type Program} from "../dispatch.ts";
import {webgpuKernel} from "../kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "../lanes.ts";
import {readingWindow} from "../readingWindow.ts";
import {windowTypes, windowUniforms} from "../windowUniforms.ts";

/*
 * y[n, ih, iw, ci] = Σ of x[n, oh, ow, co] · filter[i, j, ci, co] over the windows (oh, ow) that read (ih, iw) at (i, j)
 *
 * A thread takes four columns iw, iw + sw, iw + 2sw, iw + 3sw: the same taps reach them, from neighbouring windows.
 */

const four = [0, 1, 2, 3];
const each = (line: (i: number) => string) => four.map(line).join("\n      ");

type Uniform = keyof typeof windowTypes | "ci" | "co" | "tiles";

function programFor(coLanes: Lanes, ciLanes: Lanes, bias: boolean): Program<string, "y", Uniform> {
  const rows = Array.from({length: ciLanes}, (_, k) => k);
  const product = (i: number, k: number) => (coLanes === 4 ? `dot(a${i}, w${k})` : `a${i} * w${k}`);
  return {
    name: `conv transpose ${coLanes} ${ciLanes}${bias ? " bias" : ""}`,
    element: elementOf(ciLanes),
    reads: {x: "X", filt: "X", ...(bias ? {bias: "T"} : {})},
    writes: {y: "T"},
    uniforms: {...windowTypes, ci: "i32", co: "i32", tiles: "i32"},
    declarations: `alias X = ${elementOf(coLanes)};${readingWindow}`,
    main: `
  let ci = index % u.ci;
  let tile = index / u.ci % u.tiles;
  let line = index / u.ci / u.tiles;
  let n = line / u.ih;
  let iw = tile / u.sw * 4 * u.sw + tile % u.sw;
  ${each((i) => `var s${i} = ${bias ? "bias[ci]" : "T(0.0)"};`)}
  for (var i = 0; i < u.kh; i++) {
    let oh = readingWindow(line % u.ih + u.top - i * u.dh, u.sh, u.oh);
    if (oh < 0) { continue; }
    let row = (n * u.oh + oh) * u.ow;
    for (var j = 0; j < u.kw; j++) {
      let offset = iw + u.left - j * u.dw;
      // the first of the four may lie left of the first window, the others not
      if (abs(offset) % u.sw != 0) { continue; }
      let ow = offset / u.sw;
      ${each(
        (k) => `let inside${k} = ow + ${k} >= 0 && ow + ${k} < u.ow;
      let p${k} = select(0, row + ow + ${k}, inside${k}) * u.co;`
      )}
      let w = ((i * u.kw + j) * u.ci + ci) * ${ciLanes} * u.co;
      for (var co = 0; co < u.co; co++) {
      ${rows.map((k) => `let w${k} = filt[w + ${k} * u.co + co];`).join("\n      ")}
      ${each((i) => `let a${i} = select(X(0.0), x[p${i} + co], inside${i}); s${i} += T(${rows.map((k) => product(i, k)).join(", ")});`)}
      }
    }
  }
  let first = (line * u.iw + iw) * u.ci + ci;
  ${each((k) => `if (iw + ${k} * u.sw < u.iw) { y[first + ${k} * u.sw * u.ci] = s${k}; }`)}`
  };
}

const programs = forLanes((coLanes) =>
  forLanes((ciLanes) => ({plain: programFor(coLanes, ciLanes, false), bias: programFor(coLanes, ciLanes, true)}))
);

type Inputs = {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};

/** {x [n, oh, ow, co], filter [kh, kw, ci, co], bias? [ci]} → [n, height, width, ci]. */
export function convTranspose(backend: WebGPUBackend, {x, filter, bias}: Inputs, window: WindowOver): TensorInfo {
  const {height, width} = window;
  const batch = x.shape[0]!;
  const [ci, co] = filter.shape.slice(2) as [number, number];
  const ciLanes = lanesOf(ci);
  const coLanes = lanesOf(co);
  const tiles = Math.ceil(width / (4 * window.stride[1])) * window.stride[1];
  const reads: Record<string, TensorInfo> = bias ? {x, filt: filter, bias} : {x, filt: filter};
  return dispatch(backend, programs[coLanes][ciLanes][bias ? "bias" : "plain"], {
    reads,
    writes: {y: [batch, height, width, ci]},
    uniforms: {...windowUniforms(window, height, width), ci: ci / ciLanes, co: co / coLanes, tiles},
    threads: (batch * height * tiles * ci) / ciLanes
  }).y;
}

export const convTransposeKernel = webgpuKernel<Inputs, WindowOver>(ConvTranspose, convTranspose);
