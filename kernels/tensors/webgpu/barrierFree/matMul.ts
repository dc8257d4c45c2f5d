import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {dispatch, type Program} from "../dispatch.ts";
import {remember} from "../remember.ts";
import {lines, times} from "../unroll.ts";
import {widthOf, type Width} from "./width.ts";

/*
 * y[b, m, n] = Σ over k of A[b, m, k] · B[b, k, n] (+ bias[n]) without workgroup memory and barriers, at which a software
 * GPU is 10 to 50 times slower. There a read costs as much as many products, so that a thread keeps a large tile of
 * results in registers: 8 rows of 1, 2 or 4 vectors. Three programs read vectors, for A·B, A·Bᵀ and Aᵀ·B whose sizes allow
 * it; `scalarProgram` takes anything.
 */

export interface Product {
  /** Of A and B; one of them may be 1 and is then used for all of the other's. */
  readonly batch: readonly [number, number];
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

type Form = "NN" | "NT" | "TN";
type Uniform = "m" | "n" | "k" | "stepA" | "stepB";
type MatMul = Program<string, "y", Uniform>;

const rows = 8;
const components = ["x", "y", "z", "w"];

/** The loop over k that adds to `s<row>_<vector>`. */
function loopText(form: Form, width: Width): string {
  const vectors = times(width);
  const rowsOfA = lines(times(rows), (i) => `let r${i} = a + min(m + ${i}, u.m - 1) * k4;`);
  if (form === "NN")
    return `
  ${rowsOfA}
  for (var k = 0; k < k4; k++) {
    ${lines(times(4), (q) => lines(vectors, (v) => `let w${q}_${v} = B[b + (k * 4 + ${q}) * n4 + n + ${v}];`))}
    ${lines(
      times(rows),
      (i) => `let a${i} = A[r${i} + k];
    ${lines(vectors, (v) => `s${i}_${v} += ${components.map((c, q) => `a${i}.${c} * w${q}_${v}`).join(" + ")};`)}`
    )}
  }`;
  if (form === "NT")
    return `
  ${rowsOfA}
  let q = b + n * 4 * k4;
  for (var k = 0; k < k4; k++) {
    ${lines(times(4 * width), (j) => `let w${j} = B[q + ${j} * k4 + k];`)}
    ${lines(
      times(rows),
      (i) => `let a${i} = A[r${i} + k];
    ${lines(
      vectors,
      (v) =>
        `s${i}_${v} += T(${times(4)
          .map((j) => `dot(a${i}, w${4 * v + j})`)
          .join(", ")});`
    )}`
    )}
  }`;
  return `
  let m4 = u.m / 4;
  for (var k = 0; k < u.k; k++) {
    let first = a + k * m4 + m / 4;
    let v0 = A[first];
    let v1 = A[min(first + 1, a + k * m4 + m4 - 1)];
    ${lines(vectors, (v) => `let w${v} = B[b + k * n4 + n + ${v}];`)}
    ${lines(times(rows), (i) => lines(vectors, (v) => `s${i}_${v} += v${i >> 2}.${components[i % 4]} * w${v};`))}
  }`;
}

const vectorProgram = remember((form: Form, width: Width, bias: boolean): MatMul => {
  return {
    name: `matmul ${form} ${width}${bias ? " bias" : ""}`,
    element: "vec4f",
    reads: bias ? {A: "T", B: "T", bias: "T"} : {A: "T", B: "T"},
    writes: {y: "T"},
    uniforms: {m: "i32", n: "i32", k: "i32", stepA: "i32", stepB: "i32"},
    main: `
  let n4 = u.n / 4;
  let k4 = u.k / 4;
  let across = n4 / ${width};
  let tiles = (u.m + ${rows - 1}) / ${rows};
  let n = index % across * ${width};
  let m = index / across % tiles * ${rows};
  let batch = index / across / tiles;
  let a = batch * u.stepA / 4;
  let b = batch * u.stepB / 4;
  ${lines(times(rows), (i) => lines(times(width), (v) => `var s${i}_${v} = ${bias ? `bias[n + ${v}]` : "T(0.0)"};`))}
  ${loopText(form, width)}
  ${lines(
    times(rows),
    (i) => `if (m + ${i} < u.m) {
    let first = (batch * u.m + m + ${i}) * n4 + n;
    ${lines(times(width), (v) => `y[first + ${v}] = s${i}_${v};`)}
  }`
  )}`
  };
});

type Strides = "rowA" | "columnA" | "rowB" | "columnB";

const scalarProgram = remember((bias: boolean): Program<string, "y", Uniform | Strides> => {
  return {
    name: `matmul${bias ? " bias" : ""}`,
    element: "f32",
    reads: bias ? {A: "T", B: "T", bias: "T"} : {A: "T", B: "T"},
    writes: {y: "T"},
    uniforms: {
      m: "i32",
      n: "i32",
      k: "i32",
      stepA: "i32",
      stepB: "i32",
      rowA: "i32",
      columnA: "i32",
      rowB: "i32",
      columnB: "i32"
    },
    declarations: `
fn store(first: i32, count: i32, s: vec4f) {
  y[first] = s.x;
  if (count > 1) { y[first + 1] = s.y; }
  if (count > 2) { y[first + 2] = s.z; }
  if (count > 3) { y[first + 3] = s.w; }
}`,
    main: `
  let across = (u.n + 3) / 4;
  let tiles = (u.m + ${rows - 1}) / ${rows};
  let n = index % across * 4;
  let m = index / across % tiles * ${rows};
  let batch = index / across / tiles;
  ${lines(times(rows), (i) => `let a${i} = batch * u.stepA + min(m + ${i}, u.m - 1) * u.rowA;`)}
  ${lines(times(4), (j) => `let b${j} = batch * u.stepB + min(n + ${j}, u.n - 1) * u.columnB;`)}
  let start = ${
    bias
      ? `vec4f(${times(4)
          .map((j) => `bias[min(n + ${j}, u.n - 1)]`)
          .join(", ")})`
      : "vec4f(0.0)"
  };
  ${lines(times(rows), (i) => `var s${i} = start;`)}
  for (var k = 0; k < u.k; k++) {
    let w = vec4f(${times(4)
      .map((j) => `B[b${j} + k * u.rowB]`)
      .join(", ")});
    ${lines(times(rows), (i) => `s${i} += A[a${i} + k * u.columnA] * w;`)}
  }
  ${lines(times(rows), (i) => `if (m + ${i} < u.m) { store((batch * u.m + m + ${i}) * u.n + n, u.n - n, s${i}); }`)}`
  };
});

/** The vector program that can take the product, if one can. */
function vectorForm({m, n, k, transposeA, transposeB}: Product): Form | undefined {
  if (n % 4 !== 0) return undefined;
  if (transposeA) return m % 4 === 0 && !transposeB ? "TN" : undefined;
  if (k % 4 !== 0) return undefined;
  return transposeB ? "NT" : "NN";
}

/** The product of `a` and `b` as a new tensor of `shape`. */
export function matMul(
  backend: WebGPUBackend,
  a: TensorInfo,
  b: TensorInfo,
  bias: TensorInfo | undefined,
  product: Product,
  shape: readonly number[]
): TensorInfo {
  const {batch, m, n, k, transposeA, transposeB} = product;
  const form = vectorForm(product);
  const reads: Record<string, TensorInfo> = bias ? {A: a, B: b, bias} : {A: a, B: b};
  const uniforms = {m, n, k, stepA: batch[0] > 1 ? m * k : 0, stepB: batch[1] > 1 ? k * n : 0};
  const down = Math.max(...batch) * Math.ceil(m / rows);
  if (form) {
    const width = widthOf(n);
    return dispatch(backend, vectorProgram(form, width, bias !== undefined), {
      reads,
      writes: {y: shape},
      uniforms,
      threads: (down * n) / (4 * width)
    }).y;
  }
  return dispatch(backend, scalarProgram(bias !== undefined), {
    reads,
    writes: {y: shape},
    uniforms: {
      ...uniforms,
      rowA: transposeA ? 1 : k,
      columnA: transposeA ? m : 1,
      rowB: transposeB ? 1 : n,
      columnB: transposeB ? k : 1
    },
    threads: down * Math.ceil(n / 4)
  }).y;
}
