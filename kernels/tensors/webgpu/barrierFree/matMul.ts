import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {dispatch, type Program} from "../dispatch.ts";

/*
 * y[b, m, n] = Σ over k of A[b, m, k] · B[b, k, n] (+ bias[n]) without workgroup memory and barriers, at which a software
 * GPU is 10 to 50 times slower: a thread keeps a tile of 4×4 in registers. Three programs read vectors, for A·B, A·Bᵀ
 * and Aᵀ·B whose sizes allow it; the fourth takes anything.
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

const four = [0, 1, 2, 3];
const each = (line: (i: number) => string) => four.map(line).join("\n  ");

type Uniform = "m" | "n" | "k" | "stepA" | "stepB";
type MatMul = Program<string, "y", Uniform>;

function vectorProgram(form: "NN" | "NT" | "TN", bias: boolean): MatMul {
  const loops = {
    NN: `
  ${each((i) => `let r${i} = a + min(m + ${i}, u.m - 1) * k4;`)}
  for (var k = 0; k < k4; k++) {
    ${each((j) => `let w${j} = B[b + (k * 4 + ${j}) * n4 + n];`)}
    ${each((i) => `let a${i} = A[r${i} + k]; s${i} += a${i}.x * w0 + a${i}.y * w1 + a${i}.z * w2 + a${i}.w * w3;`)}
  }`,
    NT: `
  ${each((i) => `let r${i} = a + min(m + ${i}, u.m - 1) * k4;`)}
  ${each((j) => `let q${j} = b + (n * 4 + ${j}) * k4;`)}
  for (var k = 0; k < k4; k++) {
    ${each((j) => `let w${j} = B[q${j} + k];`)}
    ${each((i) => `let a${i} = A[r${i} + k]; s${i} += vec4f(dot(a${i}, w0), dot(a${i}, w1), dot(a${i}, w2), dot(a${i}, w3));`)}
  }`,
    TN: `
  let m4 = u.m / 4;
  for (var k = 0; k < u.k; k++) {
    let v = A[a + k * m4 + m / 4];
    let w = B[b + k * n4 + n];
    s0 += v.x * w; s1 += v.y * w; s2 += v.z * w; s3 += v.w * w;
  }`
  };
  return {
    name: `matmul ${form}${bias ? " bias" : ""}`,
    element: "vec4f",
    reads: bias ? {A: "T", B: "T", bias: "T"} : {A: "T", B: "T"},
    writes: {y: "T"},
    uniforms: {m: "i32", n: "i32", k: "i32", stepA: "i32", stepB: "i32"},
    main: `
  let n4 = u.n / 4;
  let k4 = u.k / 4;
  let tiles = (u.m + 3) / 4;
  let n = index % n4;
  let m = index / n4 % tiles * 4;
  let batch = index / n4 / tiles;
  let a = batch * u.stepA / 4;
  let b = batch * u.stepB / 4;
  ${each((i) => `var s${i} = ${bias ? "bias[n]" : "T(0.0)"};`)}
  ${loops[form]}
  ${each((i) => `if (m + ${i} < u.m) { y[(batch * u.m + m + ${i}) * n4 + n] = s${i}; }`)}`
  };
}

function scalarProgram(bias: boolean): Program<string, "y", Uniform | "rowA" | "columnA" | "rowB" | "columnB"> {
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
    main: `
  let across = (u.n + 3) / 4;
  let tiles = (u.m + 3) / 4;
  let n = index % across * 4;
  let m = index / across % tiles * 4;
  let batch = index / across / tiles;
  ${each((i) => `let a${i} = batch * u.stepA + min(m + ${i}, u.m - 1) * u.rowA;`)}
  ${each((j) => `let b${j} = batch * u.stepB + min(n + ${j}, u.n - 1) * u.columnB;`)}
  ${bias ? each((j) => `let c${j} = bias[min(n + ${j}, u.n - 1)];`) : ""}
  ${each((i) => `var s${i} = ${bias ? "vec4f(c0, c1, c2, c3)" : "vec4f(0.0)"};`)}
  for (var k = 0; k < u.k; k++) {
    let w = vec4f(B[b0 + k * u.rowB], B[b1 + k * u.rowB], B[b2 + k * u.rowB], B[b3 + k * u.rowB]);
    ${each((i) => `s${i} += A[a${i} + k * u.columnA] * w;`)}
  }
  ${each((i) => `if (m + ${i} < u.m) { store((batch * u.m + m + ${i}) * u.n + n, u.n - n, s${i}); }`)}`,
    declarations: `
fn store(first: i32, count: i32, s: vec4f) {
  y[first] = s.x;
  if (count > 1) { y[first + 1] = s.y; }
  if (count > 2) { y[first + 2] = s.z; }
  if (count > 3) { y[first + 3] = s.w; }
}`
  };
}

const withBias = <P>(make: (bias: boolean) => P) => ({bias: make(true), plain: make(false)});
const vectorPrograms = {
  NN: withBias((bias) => vectorProgram("NN", bias)),
  NT: withBias((bias) => vectorProgram("NT", bias)),
  TN: withBias((bias) => vectorProgram("TN", bias))
};
const scalarPrograms = withBias(scalarProgram);

/** The vector program that can take the product, if one can. */
function vectorForm({m, n, k, transposeA, transposeB}: Product): "NN" | "NT" | "TN" | undefined {
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
  const variant = bias ? "bias" : "plain";
  const reads: Record<string, TensorInfo> = bias ? {A: a, B: b, bias} : {A: a, B: b};
  const uniforms = {m, n, k, stepA: batch[0] > 1 ? m * k : 0, stepB: batch[1] > 1 ? k * n : 0};
  const threads = Math.max(...batch) * Math.ceil(m / 4) * Math.ceil(n / 4);
  if (form) return dispatch(backend, vectorPrograms[form][variant], {reads, writes: {y: shape}, uniforms, threads}).y;
  return dispatch(backend, scalarPrograms[variant], {
    reads,
    writes: {y: shape},
    uniforms: {
      ...uniforms,
      rowA: transposeA ? 1 : k,
      columnA: transposeA ? m : 1,
      rowB: transposeB ? 1 : n,
      columnB: transposeB ? k : 1
    },
    threads
  }).y;
}
