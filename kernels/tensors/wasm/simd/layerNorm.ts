// Layer normalisation (kernels/layerNorm.ts) of the rows of x [rows, c].
import {fill} from "./memory";

function sum4(v: v128): f32 {
  const low = f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1);
  return low + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

function rowMean(x: usize, c: i32): f32 {
  let sums = f32x4.splat(0);
  let k = c;
  for (; k >= 4; k -= 4, x += 16) sums = f32x4.add(sums, v128.load(x));
  let sum = sum4(sums);
  for (; k > 0; --k, x += 4) sum += load<f32>(x);
  return sum / <f32>c;
}

/** 1/√(variance + ε) of a row. */
function rowInverse(x: usize, c: i32, mean: f32, epsilon: f32): f32 {
  const means = f32x4.splat(mean);
  let sums = f32x4.splat(0);
  let k = c;
  for (; k >= 4; k -= 4, x += 16) {
    const d = f32x4.sub(v128.load(x), means);
    sums = f32x4.add(sums, f32x4.mul(d, d));
  }
  let sum = sum4(sums);
  for (; k > 0; --k, x += 4) {
    const d = load<f32>(x) - mean;
    sum += d * d;
  }
  return 1 / sqrt<f32>(sum / <f32>c + epsilon);
}

export function layerNorm(x: usize, gamma: usize, beta: usize, rows: i32, c: i32, epsilon: f32, y: usize): void {
  for (let r = 0; r < rows; ++r) {
    const mean = rowMean(x, c);
    const inverse = rowInverse(x, c, mean, epsilon);
    const means = f32x4.splat(mean);
    const inverses = f32x4.splat(inverse);
    let at: usize = 0;
    let k = c;
    for (; k >= 4; k -= 4, at += 16, x += 16, y += 16) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x), means), inverses);
      v128.store(y, f32x4.add(f32x4.mul(normal, v128.load(gamma + at)), v128.load(beta + at)));
    }
    for (; k > 0; --k, at += 4, x += 4, y += 4)
      store<f32>(y, (load<f32>(x) - mean) * inverse * load<f32>(gamma + at) + load<f32>(beta + at));
  }
}

export function layerNormGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  rows: i32,
  c: i32,
  epsilon: f32,
  dx: usize,
  dgamma: usize,
  dbeta: usize
): void {
  const bytes = (<usize>c) << 2;
  fill(dgamma, c, 0);
  fill(dbeta, c, 0);
  for (let r = 0; r < rows; ++r, dy += bytes, x += bytes, dx += bytes) {
    const mean = rowMean(x, c);
    const inverse = rowInverse(x, c, mean, epsilon);
    const means = f32x4.splat(mean);
    const inverses = f32x4.splat(inverse);
    let sums = f32x4.splat(0);
    let products = f32x4.splat(0);
    let at: usize = 0;
    let k = c;
    for (; k >= 4; k -= 4, at += 16) {
      const d = v128.load(dy + at);
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), means), inverses);
      const g = f32x4.mul(d, v128.load(gamma + at));
      v128.store(dgamma + at, f32x4.add(v128.load(dgamma + at), f32x4.mul(d, normal)));
      v128.store(dbeta + at, f32x4.add(v128.load(dbeta + at), d));
      sums = f32x4.add(sums, g);
      products = f32x4.add(products, f32x4.mul(g, normal));
    }
    let sum = sum4(sums); // Σg
    let product = sum4(products); // Σ g·x̂
    for (; k > 0; --k, at += 4) {
      const d = load<f32>(dy + at);
      const normal = (load<f32>(x + at) - mean) * inverse;
      store<f32>(dgamma + at, load<f32>(dgamma + at) + d * normal);
      store<f32>(dbeta + at, load<f32>(dbeta + at) + d);
      sum += d * load<f32>(gamma + at);
      product += d * load<f32>(gamma + at) * normal;
    }
    sum /= <f32>c;
    product /= <f32>c;
    at = 0;
    k = c;
    for (; k >= 4; k -= 4, at += 16) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), means), inverses);
      const g = f32x4.mul(v128.load(dy + at), v128.load(gamma + at));
      const rest = f32x4.add(f32x4.splat(sum), f32x4.mul(normal, f32x4.splat(product)));
      v128.store(dx + at, f32x4.mul(inverses, f32x4.sub(g, rest)));
    }
    for (; k > 0; --k, at += 4) {
      const normal = (load<f32>(x + at) - mean) * inverse;
      store<f32>(dx + at, inverse * (load<f32>(dy + at) * load<f32>(gamma + at) - (sum + normal * product)));
    }
  }
}
