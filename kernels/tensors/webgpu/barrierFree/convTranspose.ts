import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {ConvTranspose} from "../../kernels/conv.ts";
import type {Grouped, WindowOver} from "../../kernels/window.ts";
import {dispatch, type Program} from "../dispatch.ts";
import {webgpuKernel} from "../kernel.ts";
import {elementOf, lanesOf, type Lanes} from "../lanes.ts";
import {readingWindow} from "../readingWindow.ts";
import {remember} from "../remember.ts";
import {lines, times} from "../unroll.ts";
import {windowTypes, windowUniforms} from "../windowUniforms.ts";
import {widthOf, type Width} from "./width.ts";

/*
 * y[n, ih, iw, ci] = Σ of x[n, oh, ow, co] · filter[i, j, ci, co] over the windows (oh, ow) that read (ih, iw) at (i, j)
 *
 * where co runs over the channels of the group that ci is in; the filter counts ci from the first of the group.
 *
 * A thread takes 8 columns iw, iw + sw … iw + 7sw, which the same taps reach from neighbouring windows, and `width` vectors of
 * the channels.
 */

type Uniform = keyof typeof windowTypes | "ci" | "group" | "co" | "pixel" | "tiles";

const columns = times(8);

const programFor = remember(
  (coLanes: Lanes, ciLanes: Lanes, width: Width, bias: boolean): Program<string, "y", Uniform> => {
    const vectors = times(width);
    const product = (k: number, row: number) => (coLanes === 4 ? `dot(a${k}, w${row})` : `a${k} * w${row}`);
    const products = (k: number, v: number) => times(ciLanes).map((lane) => product(k, v * ciLanes + lane));
    return {
      name: `conv transpose ${coLanes} ${ciLanes} ${width}${bias ? " bias" : ""}`,
      element: elementOf(ciLanes),
      reads: {x: "X", filt: "X", ...(bias ? {bias: "T"} : {})},
      writes: {y: "T"},
      uniforms: {...windowTypes, ci: "i32", group: "i32", co: "i32", pixel: "i32", tiles: "i32"},
      declarations: `alias X = ${elementOf(coLanes)};${readingWindow}`,
      main: `
  let across = u.ci / ${width};
  let ci = index % across * ${width};
  let tile = index / across % u.tiles;
  let line = index / across / u.tiles;
  let n = line / u.ih;
  let first = ci / u.group * u.co;
  let row0 = ci % u.group;
  // neighbouring threads take the same taps, so that none waits for another
  let tilesOfPhase = u.tiles / u.sw;
  let iw = tile % tilesOfPhase * ${columns.length} * u.sw + tile / tilesOfPhase;
  ${lines(columns, (k) => lines(vectors, (v) => `var s${k}_${v} = ${bias ? `bias[ci + ${v}]` : "T(0.0)"};`))}
  for (var i = 0; i < u.kh; i++) {
    let oh = readingWindow(line % u.ih + u.top - i * u.dh, u.sh, u.oh);
    if (oh < 0) { continue; }
    let row = (n * u.oh + oh) * u.ow;
    for (var j = 0; j < u.kw; j++) {
      let offset = iw + u.left - j * u.dw;
      // the first columns may lie left of the first window, the others not
      if (abs(offset) % u.sw != 0) { continue; }
      let ow = offset / u.sw;
      ${lines(
        columns,
        (k) => `let inside${k} = ow + ${k} >= 0 && ow + ${k} < u.ow;
      let p${k} = select(0, row + ow + ${k}, inside${k}) * u.pixel + first;`
      )}
      let w = ((i * u.kw + j) * u.group + row0) * ${ciLanes} * u.pixel + first;
      for (var co = 0; co < u.co; co++) {
        ${lines(times(width * ciLanes), (r) => `let w${r} = filt[w + ${r} * u.pixel + co];`)}
        ${lines(
          columns,
          (k) => `let a${k} = select(X(0.0), x[p${k} + co], inside${k});
        ${lines(vectors, (v) => `s${k}_${v} += T(${products(k, v).join(", ")});`)}`
        )}
      }
    }
  }
  let to = (line * u.iw + iw) * u.ci + ci;
  ${lines(
    columns,
    (k) =>
      `if (iw + ${k} * u.sw < u.iw) { ${lines(vectors, (v) => `y[to + ${k} * u.sw * u.ci + ${v}] = s${k}_${v};`)} }`
  )}`
    };
  }
);

type Inputs = {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};

/** {x [n, oh, ow, co], filter [kh, kw, ci/groups, co], bias? [ci]} → [n, height, width, ci]. */
export function convTranspose(
  backend: WebGPUBackend,
  {x, filter, bias}: Inputs,
  window: Grouped<WindowOver>
): TensorInfo {
  const {height, width} = window;
  const batch = x.shape[0]!;
  const [group, outChannels] = filter.shape.slice(2) as [number, number];
  const ci = group * window.groups;
  const co = outChannels / window.groups;
  const ciLanes = lanesOf(group);
  const coLanes = lanesOf(co);
  const vectors = ciLanes === 4 ? widthOf(group) : 1;
  const tiles = Math.ceil(width / (columns.length * window.stride[1])) * window.stride[1];
  const reads: Record<string, TensorInfo> = bias ? {x, filt: filter, bias} : {x, filt: filter};
  return dispatch(backend, programFor(coLanes, ciLanes, vectors, bias !== undefined), {
    reads,
    writes: {y: [batch, height, width, ci]},
    uniforms: {
      ...windowUniforms(window, height, width),
      ci: ci / ciLanes,
      group: group / ciLanes,
      co: co / coLanes,
      pixel: outChannels / coLanes,
      tiles
    },
    threads: (batch * height * tiles * ci) / ciLanes / vectors
  }).y;
}

export const convTransposeKernel = webgpuKernel<Inputs, Grouped<WindowOver>>(ConvTranspose, convTranspose);
