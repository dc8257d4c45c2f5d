import "@tensorflow/tfjs-core/dist/register_all_gradients";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";
import {initialWeights} from "../../kernels/graph/initialise.ts";
import {parametersOf} from "../../kernels/graph/weights.ts";
import {adamOptions, batchOf} from "./data.ts";
import {registerMissingFilterGradient} from "./missingFilterGradient.ts";
import {classes, referenceNetwork, side} from "./network.ts";
import {serve} from "./serve.ts";
import type {MakeVariant} from "./variant.ts";

type Weights = ReadonlyMap<string, tf.Variable>;

/** The network of network.ts as one writes it with TensorFlow.js alone. */
function forward(weights: Weights, images: tf.Tensor4D): tf.Tensor2D {
  const get = <T extends tf.Tensor>(key: string) => weights.get(key) as unknown as T;

  function conv(x: tf.Tensor4D, name: string, stride: number): tf.Tensor4D {
    const filter = get<tf.Tensor4D>(`${name}.weight`);
    const border = (filter.shape[0] - 1) / 2;
    const edge: [number, number] = [border, border];
    return tf.add(tf.conv2d(x, filter, stride, [[0, 0], edge, edge, [0, 0]]), get(`${name}.bias`));
  }

  function norm(x: tf.Tensor4D, name: string): tf.Tensor4D {
    const {mean, variance} = tf.moments(x, [0, 1, 2]);
    return tf.batchNorm(
      x,
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      get(`${name}.bias`),
      get(`${name}.weight`),
      1e-5
    );
  }

  function gelu<T extends tf.Tensor>(x: T): T {
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
  }

  function dwt(x: tf.Tensor4D): tf.Tensor4D {
    const [n, h, w, c] = x.shape;
    const pixels = tf.reshape(x, [n, h / 2, 2, (w / 2) * 2 * c]);
    const row = (i: number) =>
      tf.reshape(tf.slice(pixels, [0, 0, i, 0], [n, h / 2, 1, w * c]), [n, h / 2, w / 2, 2 * c]);
    const [top, bottom] = [row(0), row(1)];
    const left = (x: tf.Tensor4D) => tf.slice(x, [0, 0, 0, 0], [n, h / 2, w / 2, c]);
    const right = (x: tf.Tensor4D) => tf.slice(x, [0, 0, 0, c], [n, h / 2, w / 2, c]);
    const [a, b, d, e] = [
      left(top as tf.Tensor4D),
      right(top as tf.Tensor4D),
      left(bottom as tf.Tensor4D),
      right(bottom as tf.Tensor4D)
    ];
    const band = (sum: tf.Tensor) => tf.mul(sum, 0.5);
    const ll = band(tf.add(tf.add(a, b), tf.add(d, e)));
    const details = [
      band(tf.sub(tf.add(a, b), tf.add(d, e))),
      band(tf.add(tf.sub(a, b), tf.sub(d, e))),
      band(tf.sub(tf.sub(a, b), tf.sub(d, e)))
    ].map((x) => tf.reshape(x, [n * (h / 2) * (w / 2), c, 1]));
    return tf.concat([ll, tf.reshape(tf.concat(details, 2), [n, h / 2, w / 2, 3 * c])], 3) as tf.Tensor4D;
  }

  function waveMix(x: tf.Tensor4D, name: string): tf.Tensor4D {
    let y = dwt(conv(x, `${name}.reduction`, 1));
    y = conv(gelu(conv(y, `${name}.0`, 1)), `${name}.2`, 1);
    const filter = get<tf.Tensor4D>(`${name}.3.weight`);
    const shape: [number, number, number, number] = [x.shape[0], x.shape[1], x.shape[2], filter.shape[2]];
    y = tf.add(tf.conv2dTranspose(y, filter, shape, 2, "same"), get(`${name}.3.bias`));
    return tf.add(norm(y, `${name}.4`), x);
  }

  let x = gelu(norm(conv(images, "stem", 1), "stemNorm"));
  x = waveMix(waveMix(x, "a0"), "a1");
  x = gelu(norm(conv(x, "down", 2), "downNorm"));
  x = waveMix(waveMix(x, "b0"), "b1");
  return tf.add(tf.matMul(tf.mean(x, [1, 2]) as tf.Tensor2D, get("head.weight")), get("head.bias"));
}

/** The same start as ours; a convolution's weight [o, i, kh, kw] as [kh, kw, i, o], the head's [o, i] as [i, o]. */
function loadWeights(): Weights {
  const network = referenceNetwork();
  const weights = initialWeights(network, 1);
  const variables = new Map<string, tf.Variable>();
  for (const {key, role, shape} of parametersOf(network)) {
    if (role !== "trainable") continue;
    const value = tf.tensor(weights.get(key)!.data as Float32Array, [...shape]);
    const order = [[], [0], [1, 0], [], [2, 3, 1, 0]][shape.length];
    variables.set(key, tf.variable(tf.transpose(value, order)));
  }
  return variables;
}

const makeStock: MakeVariant = async (backend, wasmPath, size) => {
  setWasmPaths(new URL(wasmPath, location.href).href);
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not start`);
  await tf.ready();
  if (backend === "wasm") registerMissingFilterGradient();
  const weights = loadWeights();
  const {images, targets} = batchOf(size);
  const x = tf.tensor4d(images, [size, side, side, 1]);
  const y = tf.tensor2d(targets, [size, classes]);
  const {rate, beta1, beta2, epsilon} = adamOptions;
  const optimizer = tf.train.adam(rate, beta1, beta2, epsilon);
  const loss = () => tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(forward(weights, x))), -1))) as tf.Scalar;
  return {device: backend, step: () => optimizer.minimize(loss, true, [...weights.values()])!};
};

serve(makeStock);
