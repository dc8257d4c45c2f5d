import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import type {GPGPUProgram} from "@tensorflow/tfjs-backend-webgl/dist/gpgpu_math";

/*
 * TensorFlow.js packs a tensor as a stack of matrices, its last two axes, in texels of 2×2:
 *
 *   texel (b, r/2, c/2) = (r, c), (r, c + 1), (r + 1, c), (r + 1, c + 1)     in .rg and .ba
 *
 * row by row into a texture of any width. A program here sees every tensor as such a stack [batch, rows, columns] and
 * fetches texels by number. Where rows or columns are odd, the last texels have lanes that belong to nothing and may hold
 * anything, even NaN: programs neither trust nor clear them.
 */

/** A fragment shader that computes one texel of the output, in GLSL. */
export interface TexelProgram<Reads extends string = string, Uniforms extends string = string> {
  /** Sampler names. Each brings the functions of `readerText`. */
  readonly reads: readonly Reads[];
  readonly uniforms: Readonly<Record<Uniforms, "int" | "float">>;
  /** GLSL functions that `main` calls. */
  readonly declarations?: string;
  /**
   * The body of `vec4 texel(int b, int r, int c)`: the output's elements (r, c), (r, c + 1), (r + 1, c), (r + 1, c + 1) of
   * matrix b; r and c are even, and `outSize` is (rows, columns).
   */
  readonly main: string;
}

export interface Run<Reads extends string, Uniforms extends string> {
  readonly reads: Readonly<Record<Reads, TensorInfo>>;
  /** Of the new float32 tensor. */
  readonly shape: readonly number[];
  readonly uniforms: Readonly<Record<Uniforms, number>>;
}

export type Stack = [batch: number, rows: number, columns: number];

/** A shape as a stack of matrices; a vector is one row. */
export function stackOf(shape: readonly number[]): Stack {
  const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  return [util.sizeFromShape(shape.slice(0, -2)), rows, columns];
}

/*
 * Integer division is slow on GPUs and on their stand-ins; the quotient of floats is off by one at most. A walk goes from
 * texel to texel without any division: loops over many texels take it. `texture` is faster than `texelFetch` on SwiftShader.
 */
const shared = `
ivec2 placeOf(int t, int width) {
  int y = int(float(t) / float(width));
  int x = t - y * width;
  int over = int(x >= width) - int(x < 0);
  return ivec2(x - over * width, y + over);
}
int quotient(int a, int b) { return placeOf(a, b).y; }
struct Walk { vec2 at; vec2 stride; vec2 scale; float width; };
Walk walkOver(int first, vec2 stride, ivec2 size) {
  return Walk(vec2(placeOf(first, size.x)) + 0.5, stride, 1.0 / vec2(size), float(size.x));
}
vec4 look(sampler2D x, Walk w) { return texture(x, w.at * w.scale); }
void advance(inout Walk w) {
  w.at += w.stride;
  float over = step(w.width, w.at.x);
  w.at += vec2(-over * w.width, over);
}`;

/**
 * The functions of a tensor x: the number of the texel that holds (b, r, c); a texel by number and by place; the two
 * elements (r, c), (r, c + 1) of a row for even c; the same for any c; and walks, from a texel on by `stride` texels a step or
 * along the row r, which are looked at by `look(x, walk)` and moved by `advance(walk)`.
 */
function readerText(x: string): string {
  return `
ivec2 ${x}Texels() { return (ivec2(${x}TexShape[1], ${x}TexShape[0]) + 1) >> 1; }
int ${x}Number(int b, int r, int c) {
  return (b * ((${x}Size.x + 1) >> 1) + (r >> 1)) * ((${x}Size.y + 1) >> 1) + (c >> 1);
}
vec4 ${x}Texel(int t) {
  ivec2 size = ${x}Texels();
  return texture(${x}, (vec2(placeOf(t, size.x)) + 0.5) / vec2(size));
}
vec4 ${x}At(int b, int r, int c) { return ${x}Texel(${x}Number(b, r, c)); }
vec2 ${x}Pair(int b, int r, int c) { vec4 v = ${x}At(b, r, c); return (r & 1) == 0 ? v.rg : v.ba; }
vec2 ${x}AnyPair(int b, int r, int c) {
  vec2 v = ${x}Pair(b, r, c);
  return (c & 1) == 0 ? v : vec2(v.g, ${x}Pair(b, r, c + 1).r);
}
Walk ${x}Walk(int first, int stride) {
  ivec2 size = ${x}Texels();
  return walkOver(first, vec2(placeOf(stride, size.x)), size);
}
Walk ${x}Along(int b, int r) { return walkOver(${x}Number(b, r, 0), vec2(1.0, 0.0), ${x}Texels()); }`;
}

const texts = new WeakMap<TexelProgram, string>();

function textOf(program: TexelProgram): string {
  const known = texts.get(program);
  if (known !== undefined) return known;
  const text = `${shared}
${program.reads.map(readerText).join("\n")}
${program.declarations ?? ""}
vec4 texel(int b, int r, int c) {
  ${program.main}
}
void main() {
  ivec2 place = ivec2(gl_FragCoord.xy);
  int t = place.y * ((outTexShape[1] + 1) >> 1) + place.x;
  ivec2 column = placeOf(t, (outSize.y + 1) >> 1);
  ivec2 row = placeOf(column.y, (outSize.x + 1) >> 1);
  setOutput(texel(row.y, row.x << 1, column.x << 1));
}`;
  texts.set(program, text);
  return text;
}

/** Draws `program` and returns its new tensor. The caller owns it. */
export function runTexels<Reads extends string, Uniforms extends string>(
  backend: MathBackendWebGL,
  program: TexelProgram<Reads, Uniforms>,
  {reads, shape, uniforms}: Run<Reads, Uniforms>
): TensorInfo {
  const outStack = stackOf(shape);
  const inputs = program.reads.map((name) => ({...reads[name], shape: stackOf(reads[name].shape)}));
  const names = Object.keys(program.uniforms) as Uniforms[];
  const sizes = [...program.reads, "out"].map((name) => ({name: `${name}Size`, type: "ivec2" as const}));
  const gpgpu: GPGPUProgram = {
    variableNames: [...program.reads],
    outputShape: outStack,
    packedInputs: true,
    packedOutput: true,
    enableShapeUniforms: true,
    customUniforms: [...sizes, ...names.map((name) => ({name, type: program.uniforms[name]}))],
    userCode: textOf(program)
  };
  const values = [...inputs.map((input) => input.shape), outStack].map(([, rows, columns]) => [rows, columns]);
  const output = backend.compileAndRun(gpgpu, inputs, "float32", [...values, ...names.map((name) => [uniforms[name]])]);
  output.shape = [...shape];
  return output;
}
