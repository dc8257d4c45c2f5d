import {matMul, reshape, type Tensor} from "@tensorflow/tfjs-core";

/**
 * A fixed linear map along the height and one along the width of every channel: y[i, j] = Σ vertical[i, h]·x[h, w]·
 * horizontal[j, w]. Matrices are [1, out, in]. A product a side, without a transpose, whose gradient is the exact adjoint.
 */
export function separable(x: Tensor, vertical: Tensor, horizontal: Tensor): Tensor {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const [height, width] = [vertical.shape[1]!, horizontal.shape[1]!];
  const rows = matMul(vertical, reshape(x, [n, h, w * c]));
  const columns = matMul(horizontal, reshape(rows, [n * height, w, c]));
  return reshape(columns, [n, height, width, c]);
}
