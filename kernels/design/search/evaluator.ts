import {addUnitCost, isGated, unitLayers, widthPowers} from "../score/blockRules.ts";
import {budgetNames} from "../problem/budget.ts";
import {cut} from "./cut.ts";
import {convShapes} from "../latency/convShapes.ts";
import {stageWeights} from "../score/form.ts";
import {interpolateLatency} from "../latency/latency.ts";
import type {Problem} from "../problem/problem.ts";
import type {Point} from "./space.ts";

/** Evaluates points a million times a second: no objects, no loops over depths, logarithms from a table. */
export interface Evaluator {
  /** The score of a point of the space, or −Infinity where a budget or rho is exceeded. */
  score(point: Point): number;
  /** How far it is from being feasible: the sum of log(value / bound) over what is exceeded; 0 if nothing is. */
  excess(point: Point): number;
  /** log(value / bound) of each constraint of `names`, negative where there is room. */
  ratios(point: Point): Float64Array;
  /** The constraints in the order of `ratios`: the budgets that are given, and rho. */
  readonly names: readonly string[];
}

const largest = 8192;

const logs = Float64Array.from({length: largest + 1}, (_, n) => (n ? cut(Math.log(n)) : -Infinity));

export function createEvaluator(problem: Problem): Evaluator {
  const {kinds, strides, head, channels, form, budget} = problem;
  const count = kinds.length;
  const [W, B, K, L] = [1, 1 + count, 1 + 2 * count, 1 + 3 * count];
  const paper = form.form === "paper";
  const scale = paper ? 2 : 1;
  const [a1, a2] = form.exponents;
  const layers = kinds.map((kind) => unitLayers[kind]);
  const powerB = kinds.map((kind) => widthPowers[kind][0]);
  const powerK = kinds.map((kind) => 2 * widthPowers[kind][1]);

  // where the entropies are taken, and positions that costs are counted at, are the template's own
  const stages = strides.filter((stride, i) => i === 0 || stride === 2).length;
  const alpha = stageWeights(form.alpha, stages);
  const ends = new Uint8Array(count + 1);
  const weights = new Float64Array(count + 1);
  const logSide2 = new Float64Array(count + 1);
  const area = new Float64Array(count + 2);
  let [side, exact, stage] = [form.entropyImage, form.image, 0];
  for (let i = 0; i <= count; ++i) {
    area[i] = exact * exact;
    exact /= strides[i];
    side = form.form === "released" && i > 0 && isGated(kinds[i - 1]) ? 1 : Math.floor(side / strides[i]);
    const end = i === count || strides[i + 1] === 2;
    ends[i] = Number(end);
    logSide2[i] = 2 * cut(Math.log(side));
    if (end) weights[i] = alpha[stage++];
  }
  area[count + 1] = exact * exact;

  const from = form.depths === "released" && kinds[0] === "K1KXK1" && count > 2 ? 2 : 0;
  const bounds = budgetNames.filter((name) => budget[name] !== undefined);
  const names = [...bounds, "rho"];
  const limits = Float64Array.from([...bounds.map((name) => budget[name]!), problem.rho]);
  const sources = Int32Array.from(bounds, (name) => budgetNames.indexOf(name));
  const logRho = cut(Math.log(problem.rho));
  const latency = problem.latency && budget.latencyMs !== undefined ? memoLatency(problem, area) : undefined;

  const sum = new Float64Array(4);
  /** In the order of budgetNames. */
  const values = new Float64Array(6);
  let [score, logEffectiveness] = [0, 0];

  function costs(point: Point): void {
    sum.fill(0);
    let input = point[0];
    let depth = 1 + (head ? 1 : 0);
    addUnitCost(sum, "conv", channels, input, 0, 3, strides[0], true, area[0], 1);
    for (let j = 0; j < count; ++j) {
      const [out, b, k, n] = [point[W + j], point[B + j], point[K + j], point[L + j]];
      addUnitCost(sum, kinds[j], input, out, b, k, strides[j + 1], true, area[j + 1], 1);
      if (n > 1)
        addUnitCost(sum, kinds[j], out, out, b, k, 1, false, j + 2 > count ? area[count + 1] : area[j + 2], n - 1);
      depth += layers[j] * n;
      input = out;
    }
    if (head) addUnitCost(sum, "conv", input, head, 0, 1, 1, true, area[count + 1], 1);
    values[0] = sum[0];
    values[1] = sum[1];
    values[2] = sum[2];
    values[3] = depth;
    values[4] = 4 * sum[3];
    if (latency) values[5] = latency(point);
  }

  /** Sets score (without penalty) and logEffectiveness; entropies are halves of logarithms of products. */
  function entropies(point: Point): void {
    let input = point[0];
    let product = logs[channels] + 2 * logs[3];
    let entropy = 0.5 * (a1 * logs[channels] + 2 * a2 * logs[3]);
    let D = 1;
    score = 0;
    logEffectiveness = -Infinity;
    for (let i = 0; ; ++i) {
      if (ends[i]) {
        if (i === count && head) {
          product += logs[input];
          entropy += 0.5 * a1 * logs[input];
          D += 1;
          input = head;
        }
        score += weights[i] * (logs[input] + logSide2[i]) * entropy * scale;
        const effectiveness = logs[D] - product / D;
        if (paper || effectiveness > logEffectiveness) logEffectiveness = effectiveness;
      }
      if (i === count) return;
      const out = point[W + i];
      const n = point[L + i];
      const channel = powerB[i] * n * logs[point[B + i]] + logs[input] + (n - 1) * logs[out];
      const window = powerK[i] * n * logs[point[K + i]];
      product += channel + window;
      entropy += 0.5 * (a1 * channel + a2 * window);
      D += layers[i] * n;
      input = out;
    }
  }

  function penalty(point: Point): number {
    const M = count - from;
    let mean = 0;
    for (let j = from; j < count; ++j) mean += point[L + j];
    mean /= M;
    let variance = 0;
    for (let j = from; j < count; ++j) variance += (point[L + j] - mean) ** 2;
    variance /= M;
    return cut(form.beta * Math.exp(paper ? variance : Math.sqrt(variance)));
  }

  return {
    names,
    score(point) {
      costs(point);
      for (let i = 0; i < sources.length; ++i) if (values[sources[i]] > limits[i]) return -Infinity;
      entropies(point);
      if (logEffectiveness > logRho - 1e-11) return -Infinity; // a hair strict, so that no rounding exceeds rho
      return score - penalty(point);
    },
    excess(point) {
      costs(point);
      let excess = 0;
      for (let i = 0; i < sources.length; ++i)
        if (values[sources[i]] > limits[i]) excess += Math.log(values[sources[i]] / limits[i]);
      entropies(point);
      return excess + Math.max(0, logEffectiveness - logRho + 1e-11);
    },
    ratios(point) {
      costs(point);
      entropies(point);
      return Float64Array.from(names, (_, i) =>
        i === sources.length ? logEffectiveness - logRho : Math.log(values[sources[i]] / limits[i])
      );
    }
  };
}

/** Milliseconds of a point, super blocks remembered, since interpolation is slow beside the rest. */
function memoLatency({kinds, strides, head, channels, latency}: Problem, area: Float64Array): (point: Point) => number {
  const time = interpolateLatency(latency!);
  const count = kinds.length;
  const memory = new Map<number, number>();
  const unit = (...site: Parameters<typeof convShapes>) =>
    convShapes(...site).reduce((sum, shape) => sum + time(shape), 0);
  function remembered(key: number, make: () => number): number {
    const found = memory.get(key);
    if (found !== undefined) return found;
    if (memory.size > 500_000) memory.clear();
    const made = make();
    memory.set(key, made);
    return made;
  }
  return (point) => {
    let input = point[0];
    let total = remembered(input, () => unit("conv", channels, input, 0, 3, strides[0], true, Math.sqrt(area[0])));
    for (let j = 0; j < count; ++j) {
      const [out, b, k] = [point[1 + j], point[1 + count + j], point[1 + 2 * count + j]];
      const n = point[1 + 3 * count + j];
      const rest = ((k * 2048 + out / 8) * 2048 + b / 8) * 64 + j + 1;
      const into = input;
      total += remembered(rest * 2048 + into / 8, () =>
        unit(kinds[j], into, out, b, k, strides[j + 1], true, Math.sqrt(area[j + 1]))
      );
      if (n > 1)
        total +=
          (n - 1) *
          remembered(-rest, () => unit(kinds[j], out, out, b, k, 1, false, Math.sqrt(area[j + 1]) / strides[j + 1]));
      input = out;
    }
    const last = input;
    if (head)
      total += remembered(-last / 8 - 0.5, () => unit("conv", last, head, 0, 1, 1, true, Math.sqrt(area[count + 1])));
    return total;
  };
}
