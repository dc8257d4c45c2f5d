import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

/*
 * y[b, m, n] = Σ over k of A[b, m, k] · B[b, k, n] (+ bias[n]), 2×2 outputs a fragment, two k a step. tfjs' own product
 * takes what lies beside an odd k for zeros; here the last half step is left out instead.
 */

type Form = "NN" | "NT" | "TN" | "TT";

function programFor(form: Form, bias: boolean): TexelProgram<"A" | "B" | "bias", "k" | "stepA" | "stepB"> {
  const transposeA = form[0] === "T";
  const transposeB = form[1] === "T";
  const [a0, a1] = transposeA ? ["a.rrgg", "a.bbaa"] : ["a.rrbb", "a.ggaa"];
  const [b0, b1] = transposeB ? ["w.rbrb", "w.gaga"] : ["w.rgrg", "w.baba"];
  const products = `a = look(A, inA);
    w = look(B, inB);
    s += ${a0} * ${b0};
    s += ${a1} * ${b1};
    advance(inA);
    advance(inB);`;
  return {
    reads: (bias ? ["A", "B", "bias"] : ["A", "B"]) as ("A" | "B" | "bias")[],
    uniforms: {k: "int", stepA: "int", stepB: "int"},
    main: `
  Walk inA = ${transposeA ? "AWalk(ANumber(b * stepA, 0, r), (ASize.y + 1) >> 1)" : "AAlong(b * stepA, r)"};
  Walk inB = ${transposeB ? "BAlong(b * stepB, c)" : "BWalk(BNumber(b * stepB, 0, c), (BSize.y + 1) >> 1)"};
  vec4 s = ${bias ? "biasAt(0, 0, c).rgrg" : "vec4(0.0)"};
  vec4 a;
  vec4 w;
  int i = 1;
  for (; i < k - 2; i += 4) {
    ${products}
    ${products}
  }
  if (i < k) {
    ${products}
  }
  if ((k & 1) == 1) {
    a = look(A, inA);
    w = look(B, inB);
    s += ${a0} * ${b0};
  }
  return s;`
  };
}

const programs = Object.fromEntries(
  (["NN", "NT", "TN", "TT"] as const).map((form) => [
    form,
    {plain: programFor(form, false), bias: programFor(form, true)}
  ])
) as Record<Form, Record<"plain" | "bias", ReturnType<typeof programFor>>>;

export interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Whether the operand has one matrix for each of the result's, or one for all. */
  readonly batchA: boolean;
  readonly batchB: boolean;
}

/** The product of stacks of matrices `a` and `b` as a new tensor of `shape`. */
export function matMul(
  backend: MathBackendWebGL,
  a: TensorInfo,
  b: TensorInfo,
  bias: TensorInfo | undefined,
  {transposeA, transposeB, batchA, batchB}: Product,
  shape: readonly number[]
): TensorInfo {
  const form = `${transposeA ? "T" : "N"}${transposeB ? "T" : "N"}` as const;
  return runTexels(backend, programs[form][bias ? "bias" : "plain"], {
    reads: {A: a, B: b, bias: bias ?? b}, // the plain program does not read it
    shape,
    uniforms: {k: a.shape.at(transposeA ? -2 : -1)!, stepA: batchA ? 1 : 0, stepB: batchB ? 1 : 0}
  });
}
