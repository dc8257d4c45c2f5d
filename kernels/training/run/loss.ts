import {customGrad, exp, log, max, mean, mul, neg, sub, sum, type Scalar, type Tensor2D} from "@tensorflow/tfjs-core";
import type {GradSaveFunc, Tensor} from "@tensorflow/tfjs-core";

/**
 * Mean softmax cross-entropy of a batch: −Σ t·log softmax(s) / n, with rows of t that sum to 1. The largest score is taken
 * off first, so no exponential overflows; the gradient is (softmax(s) − t) / n, written out rather than left to the tape.
 */
export function crossEntropy(scores: Tensor2D, targets: Tensor2D): Scalar {
  const loss = customGrad((scores: Tensor | GradSaveFunc, save: Tensor | GradSaveFunc) => {
    const logSoftmax = logSoftmaxOf(scores as Tensor2D);
    (save as GradSaveFunc)([logSoftmax]);
    return {
      value: neg(mean(sum(mul(targets, logSoftmax), 1))),
      gradFunc: (dy: Tensor, [logSoftmax]: Tensor[]) =>
        mul(dy, mul(sub(exp(logSoftmax), targets), 1 / logSoftmax.shape[0]))
    };
  });
  return loss(scores) as Scalar;
}

function logSoftmaxOf(scores: Tensor2D): Tensor {
  const shifted = sub(scores, max(scores, 1, true));
  return sub(shifted, log(sum(exp(shifted), 1, true)));
}

/** Rows of targets: 1 − smoothing at the label and smoothing spread evenly over all classes (Szegedy et al., 2016). */
export function targetsOf(labels: Int32Array, classes: number, smoothing: number): Float32Array {
  const targets = new Float32Array(labels.length * classes).fill(smoothing / classes);
  labels.forEach((label, row) => (targets[row * classes + label] += 1 - smoothing));
  return targets;
}

/** Summed cross-entropy and hits of the first `count` rows of scores, in float64 on the CPU. */
export function measure(
  scores: Float32Array,
  labels: Int32Array,
  classes: number,
  count: number
): {loss: number; hits: number} {
  let [loss, hits] = [0, 0];
  for (let row = 0; row < count; ++row) {
    const of = scores.subarray(row * classes, (row + 1) * classes);
    const largest = of.reduce((a, b) => Math.max(a, b), -Infinity);
    let total = 0;
    for (const score of of) total += Math.exp(score - largest);
    loss += Math.log(total) + largest - of[labels[row]];
    if (of.indexOf(largest) === labels[row]) ++hits;
  }
  return {loss, hits};
}
