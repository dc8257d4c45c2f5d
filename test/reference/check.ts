import {loadWeights} from "../../kernels/exchange/loadWeights.ts";
import {parameterCount, type Weight, type Weights} from "../../kernels/graph/weights.ts";
import {adapters} from "./adapters/index.ts";
import type {Adapted} from "./adapters/adapter.ts";
import {series, tensorsBelow, type ReferenceCase} from "./case.ts";
import {compute, type Answer} from "./compute.ts";
import {formulaWeights} from "./fill.ts";
import {join, separate} from "./layout.ts";

/** How far one of our tensors is from the stored one: max |a − b| / (1 + max |b|). */
export interface Finding {
  readonly what: string;
  readonly error: number;
  readonly tolerance: number;
}

/** Of outputs, taps and statistics; of gradients; of whole networks with weights by formula. */
export interface Tolerances {
  readonly output: number;
  readonly gradient: number;
  readonly full: number;
}

export const exact: Tolerances = {output: 1e-5, gradient: 5e-5, full: 2e-5};
export const graphics: Tolerances = {output: 1e-4, gradient: 5e-4, full: 1e-4};

/** Runs a case on the current backend and compares everything that it stores. */
export async function checkCase(reference: ReferenceCase, tolerances: Tolerances): Promise<readonly Finding[]> {
  const adapter = adapters[reference.part];
  if (!adapter) throw new Error(`unknown part: ${reference.part} (${reference.name})`);
  const adapted = adapter(reference);
  const {network, keys = (key) => key} = adapted;
  const inputs = series(reference, "input");
  const given = typeof adapted.input === "object" ? adapted.input : undefined;
  const batch = given?.batch ?? inputs[0].shape[0];
  const weights = reference.fill
    ? formulaWeights(network, adapted.fillKey)
    : loadWeights(network, renamed(tensorsBelow(reference, "weight."), keys)).weights;
  const common = {weights, training: reference.mode === "train", batch};
  const taps = [...adapted.taps].filter(([name]) => reference.tensors.has(`tap.${name}`)).map(([, path]) => path);
  const answer = await compute({
    ...common,
    network,
    taps: [...taps, ...(adapted.looks ?? [])],
    input: given?.values ?? (adapted.input === "joined" ? join(inputs.map(floatsOf), batch) : floatsOf(inputs[0])),
    cotangents: adapted.cotangents ?? series(reference, "cotangent").map(floatsOf),
    ...(adapted.draws?.length && {draws: adapted.draws})
  });
  const derived = await adapted.derive?.(answer, (question) => compute({...common, ...question, taps: []}));
  const count = parameterCount(network);
  return [
    {what: `parameters ${count}`, error: Math.abs(count - reference.parameters), tolerance: 0},
    ...compare(reference, {...adapted, constants: derived ?? adapted.constants}, answer, batch, tolerances)
  ];
}

function* compare(
  reference: ReferenceCase,
  adapted: Adapted,
  answer: Answer,
  batch: number,
  tolerances: Tolerances
): Generator<Finding> {
  const output = reference.fill ? tolerances.full : tolerances.output;
  const {keys = (key: string) => key} = adapted;
  const finding = (what: string, ours: ArrayLike<number> | undefined, stored: Weight, tolerance: number): Finding => ({
    what,
    error: ours ? difference(ours, floatsOf(stored)) : Infinity,
    tolerance
  });
  for (const [i, stored] of series(reference, "output").entries())
    yield finding(`output.${i}`, answer.outputs[i], stored, output);
  for (const [name, stored] of tensorsBelow(reference, "tap.")) {
    const path = adapted.taps.get(name);
    const ours = path ? answer.taps.get(path) : adapted.constants?.get(name);
    // others are notes, such as a library's own gradient
    if (path || ours) for (const own of samplesOf(ours, stored)) yield finding(`tap.${name}`, own, stored, output);
  }
  for (const [key, stored] of tensorsBelow(reference, "after."))
    yield finding(`after.${key}`, answer.statistics.get(keys(key)), stored, output);
  const ofInput = answer.gradients.get("input");
  const inputs = series(reference, "grad.input");
  const parts = ofInput && inputs.length > 1 ? separate(ofInput, batch, inputs.map(({shape}) => shape)) : [ofInput];
  for (const [i, stored] of inputs.entries()) yield finding(`grad.input.${i}`, parts[i], stored, tolerances.gradient);
  for (const [key, stored] of tensorsBelow(reference, "grad."))
    if (!/^input(\.\d+)?$/.test(key))
      yield finding(`grad.${key}`, answer.gradients.get(keys(key)), stored, tolerances.gradient);
}

function renamed(weights: Weights, keys: (key: string) => string): Weights {
  return new Map([...weights].map(([key, weight]) => [keys(key), weight]));
}

/** Our values; sample by sample where a tap is stored once because it is the same for all. */
function samplesOf(ours: ArrayLike<number> | undefined, {shape, data}: Weight): readonly (ArrayLike<number> | undefined)[] {
  if (!(ours instanceof Float32Array) || shape[0] !== 1 || ours.length % data.length) return [ours];
  return Array.from({length: ours.length / data.length}, (_, i) => ours.subarray(i * data.length, (i + 1) * data.length));
}

function difference(ours: ArrayLike<number>, stored: Float32Array): number {
  if (ours.length !== stored.length) return Infinity;
  let worst = 0;
  let largest = 0;
  for (let i = 0; i < stored.length; ++i) {
    const distance = Math.abs(ours[i] - stored[i]);
    if (!(distance <= worst)) worst = Number.isNaN(distance) ? Infinity : distance;
    largest = Math.max(largest, Math.abs(stored[i]));
  }
  return worst / (1 + largest);
}

function floatsOf({data}: Weight): Float32Array {
  return data instanceof Float32Array ? data : Float32Array.from(data as Int32Array, Number);
}

/** The finding that is worst against its tolerance. */
export function worstOf(findings: readonly Finding[]): Finding {
  const ratio = ({error, tolerance}: Finding) => (error <= tolerance ? error / (tolerance || 1) : error / (tolerance || 1e-12));
  return findings.reduce((worst, finding) => (ratio(finding) > ratio(worst) ? finding : worst));
}
