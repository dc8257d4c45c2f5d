import {
  exp,
  log,
  matMul,
  max,
  mean,
  slice,
  softmax,
  square,
  sum,
  add,
  mul,
  tensor,
  transpose
} from "@tensorflow/tfjs-core";
import {adam} from "../../../../kernels/tensors/kernels/adam.ts";
import {batchNorm} from "../../../../kernels/tensors/kernels/batchNorm.ts";
import {channelSum} from "../../../../kernels/tensors/kernels/channelSum.ts";
import {conv, convTranspose} from "../../../../kernels/tensors/kernels/conv.ts";
import {depthwise} from "../../../../kernels/tensors/kernels/depthwise.ts";
import {gelu} from "../../../../kernels/tensors/kernels/gelu.ts";
import {haar, haarInverse} from "../../../../kernels/tensors/kernels/haar.ts";
import {layerNorm} from "../../../../kernels/tensors/kernels/layerNorm.ts";
import {linear} from "../../../../kernels/tensors/kernels/linear.ts";
import {maxPool} from "../../../../kernels/tensors/kernels/maxPool.ts";
import {normalise} from "../../../../kernels/tensors/kernels/normalise.ts";
import type {Pair, Window, WindowOver} from "../../../../kernels/tensors/kernels/window.ts";
import type {Case} from "./case.ts";

const product = (shape: readonly number[]) => shape.join("×");

/** A window over a map of [height, width], padded alike on all sides. */
function windowOver(
  [height, width]: Pair,
  kernel: Pair,
  {stride = [1, 1], padding = [0, 0], dilation = [1, 1]}: {stride?: Pair; padding?: Pair; dilation?: Pair} = {}
): WindowOver {
  const out = (extent: number, axis: 0 | 1) =>
    Math.floor((extent + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis]) + 1;
  return {kernel, stride, padding, dilation, outHeight: out(height, 0), outWidth: out(width, 1), height, width};
}

const windows: Record<string, WindowOver> = {
  "1×1": windowOver([5, 6], [1, 1]),
  "3×3 padded": windowOver([7, 9], [3, 3], {padding: [1, 1]}),
  "3×3 stride 2": windowOver([8, 9], [3, 3], {stride: [2, 2], padding: [1, 1]}),
  "4×4 stride 2": windowOver([6, 8], [4, 4], {stride: [2, 2], padding: [1, 1]}),
  "3×3 dilated": windowOver([9, 8], [3, 3], {padding: [2, 2], dilation: [2, 2]}),
  "3×2 stride 2×3 dilated 1×2": windowOver([9, 11], [3, 2], {stride: [2, 3], padding: [0, 1], dilation: [1, 2]}),
  "2×2 stride 3": windowOver([8, 7], [2, 2], {stride: [3, 3]}),
  "5×3 padded on two sides": {...windowOver([9, 7], [5, 3]), padding: [3, 1], outHeight: 8, outWidth: 6}
};

const withoutExtent = ({kernel, stride, padding, dilation, outHeight, outWidth}: WindowOver): Window => ({
  kernel,
  stride,
  padding,
  dilation,
  outHeight,
  outWidth
});

function windowCases(): Case[] {
  return Object.entries(windows).flatMap(([name, over]) => {
    const window = withoutExtent(over);
    const map = (n: number, c: number) => [n, over.height, over.width, c];
    const out = (n: number, c: number) => [n, over.outHeight, over.outWidth, c];
    return [
      ...[3, 8, 6].flatMap((c): Case[] => [
        {
          name: `depthwise ${name}, ${c} channels`,
          inputs: [map(2, c), [...over.kernel, c, 1]],
          run: (x, filter) => depthwise(x!, filter!, window),
          gradients: true
        },
        {
          name: `max pool ${name}, ${c} channels`,
          inputs: [map(2, c)],
          run: (x) => maxPool(x!, window),
          gradients: true
        }
      ]),
      ...(
        [
          [1, 5],
          [3, 4],
          [8, 12],
          [4, 2],
          [6, 6]
        ] as const
      ).flatMap(([ci, co]): Case[] => [
        {
          name: `conv ${name}, ${ci} → ${co}`,
          inputs: [map(2, ci), [...over.kernel, ci, co], [co]],
          run: (x, filter, bias) => conv(x!, filter!, bias, window),
          gradients: true
        },
        {
          name: `conv without bias ${name}, ${ci} → ${co}`,
          inputs: [map(1, ci), [...over.kernel, ci, co]],
          run: (x, filter) => conv(x!, filter!, undefined, window),
          gradients: true
        },
        {
          name: `transposed conv ${name}, ${co} → ${ci}`,
          inputs: [out(2, co), [...over.kernel, ci, co], [ci]],
          run: (x, filter, bias) => convTranspose(x!, filter!, bias, over),
          gradients: true
        },
        {
          name: `transposed conv without bias ${name}, ${co} → ${ci}`,
          inputs: [out(1, co), [...over.kernel, ci, co]],
          run: (x, filter) => convTranspose(x!, filter!, undefined, over),
          gradients: true
        }
      ]),
      ...(
        [
          [2, 3, 2],
          [3, 1, 4],
          [2, 4, 8],
          [3, 8, 4],
          [2, 16, 12],
          [4, 5, 3]
        ] as const
      ).flatMap(([groups, ci, co]): Case[] => [
        {
          name: `grouped conv ${name}, ${groups} × (${ci} → ${co})`,
          inputs: [map(2, groups * ci), [...over.kernel, ci, groups * co], [groups * co]],
          run: (x, filter, bias) => conv(x!, filter!, bias, window, groups),
          gradients: true
        },
        {
          name: `grouped transposed conv ${name}, ${groups} × (${co} → ${ci})`,
          inputs: [out(2, groups * co), [...over.kernel, ci, groups * co], [groups * ci]],
          run: (x, filter, bias) => convTranspose(x!, filter!, bias, over, groups),
          gradients: true
        }
      ])
    ];
  });
}

const mapShapes = [
  [2, 6, 4, 8],
  [2, 4, 6, 3],
  [1, 2, 2, 1],
  [3, 6, 10, 2],
  [2, 8, 8, 20]
];

function mapCases(): Case[] {
  return mapShapes.flatMap((shape): Case[] => {
    const bands = [...shape.slice(0, 3), 4 * shape[3]!];
    return [
      {name: `haar ${product(shape)}`, inputs: [shape], run: (x) => haar(x!), gradients: true},
      {name: `inverse haar ${product(bands)}`, inputs: [bands], run: (x) => haarInverse(x!), gradients: true}
    ];
  });
}

const rowShapes = [
  [2, 5, 3, 6],
  [3, 7, 7, 8],
  [40, 5],
  [2, 9, 12],
  [4, 28, 28, 4],
  [7, 1],
  [3, 50, 33]
];

function rowCases(): Case[] {
  return rowShapes.flatMap((shape): Case[] => {
    const c = shape.at(-1)!;
    return [
      {name: `gelu ${product(shape)}`, inputs: [shape], run: (x) => gelu(x!), gradients: true},
      {
        name: `batch norm ${product(shape)}`,
        inputs: [shape, [c], [c]],
        run: (x, gamma, beta) => batchNorm(x!, gamma!, beta!, 1e-5),
        gradients: true
      },
      {
        name: `normalise ${product(shape)}`,
        inputs: [shape, [c], [c]],
        run: (x, gamma, beta) => {
          const [mean, variance] = [0, 0.5].map((least) => tensor(Array.from({length: c}, (_, k) => least + k / c)));
          return normalise(x!, gamma!, beta!, mean!, variance!, {epsilon: 1e-5});
        },
        gradients: true
      },
      {
        name: `layer norm ${product(shape)}`,
        inputs: [shape, [c], [c]],
        run: (x, gamma, beta) => layerNorm(x!, gamma!, beta!, 1e-5),
        gradients: c > 1 // of one channel the normalised value is 0, and its gradient noise
      },
      {name: `channel sum ${product(shape)}`, inputs: [shape], run: (x) => channelSum(x!), gradients: false},
      {
        name: `adam ${product(shape)}`,
        inputs: [shape, shape, shape, shape],
        run: (value, m, v, gradient) =>
          adam(value!, m!, square(v!), gradient!, {
            rate: 0.01,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            decay: 0.1,
            correction1: 0.1,
            correction2: 0.001
          }),
        gradients: false
      },
      ...[3, 8, 10].flatMap((width): Case[] => [
        {
          name: `linear ${product(shape)} → ${width}`,
          inputs: [shape, [c, width], [width]],
          run: (x, weight, bias) => linear(x!, weight!, bias),
          gradients: true
        },
        {
          name: `linear without bias ${product(shape)} → ${width}`,
          inputs: [shape, [c, width]],
          run: (x, weight) => linear(x!, weight!),
          gradients: true
        }
      ])
    ];
  });
}

const offCentre: Case[] = [
  {
    name: "batch norm of a map with a mean of 100",
    inputs: [[4, 12, 12, 8], [8], [8]],
    run: (x, gamma, beta) => batchNorm(x!, gamma!, beta!, 1e-5),
    gradients: true,
    offset: 100,
    tolerance: 1e-4 // the input itself holds its deviations to 4e-6 only
  }
];

function productCases(): Case[] {
  const sizes = [
    [10, 8, 12],
    [9, 8, 8],
    [8, 16, 4],
    [5, 7, 3],
    [6, 4, 10],
    [1, 300, 2]
  ] as const;
  return sizes.flatMap(([m, k, n]) =>
    [false, true].flatMap((transposeA) =>
      [false, true].flatMap((transposeB) =>
        [
          [[3], [3]],
          [[], []],
          [
            [2, 3],
            [1, 1]
          ],
          [[1], [3]]
        ].map(([left, right]): Case => {
          const a = [...left!, ...(transposeA ? [k, m] : [m, k])];
          const b = [...right!, ...(transposeB ? [n, k] : [k, n])];
          return {
            name: `product ${product(a)}${transposeA ? "ᵀ" : ""} · ${product(b)}${transposeB ? "ᵀ" : ""}`,
            inputs: [a, b],
            run: (x, y) => matMul(x!, y!, transposeA, transposeB),
            gradients: left!.length === right!.length && left![0] === right![0]
          };
        })
      )
    )
  );
}

const stockCases: Case[] = [
  {name: "sum over the last axis", inputs: [[20, 7]], run: (x) => sum(x!, -1), gradients: true},
  {name: "sum over all but the last axis", inputs: [[3, 15, 7, 8]], run: (x) => sum(x!, [0, 1, 2]), gradients: true},
  {name: "sum of everything", inputs: [[3, 5, 67]], run: (x) => sum(x!), gradients: true},
  {name: "sum over axes that lie apart", inputs: [[3, 5, 6]], run: (x) => sum(x!, [0, 2]), gradients: true},
  {name: "mean over the middle", inputs: [[3, 5, 7, 6]], run: (x) => mean(x!, [1, 2]), gradients: true},
  {name: "mean that keeps its axes", inputs: [[3, 5, 7, 4]], run: (x) => mean(x!, [1, 2], true), gradients: true},
  {name: "max over the last axis", inputs: [[20, 7]], run: (x) => max(x!, -1), gradients: true},
  {name: "max over the middle", inputs: [[4, 9, 3]], run: (x) => max(x!, 1), gradients: true},
  {name: "softmax", inputs: [[4, 6, 9]], run: (x) => softmax(x!), gradients: true},
  {name: "sum of a matrix and a vector", inputs: [[6, 8], [8]], run: (x, y) => add(x!, y!), gradients: true},
  {name: "product of a vector and a map", inputs: [[5], [2, 3, 4, 5]], run: (x, y) => mul(x!, y!), gradients: true},
  {
    name: "product over an odd axis beside which an exponential leaves ones",
    inputs: [
      [4, 5],
      [5, 3]
    ],
    run: (x, y) => matMul(exp(x!), exp(y!)),
    gradients: true
  },
  {
    name: "linear over an odd axis beside which a logarithm leaves infinities",
    inputs: [
      [3, 3, 5],
      [5, 3]
    ],
    run: (x, y) => linear(log(square(x!)), log(square(y!))),
    gradients: false
  },
  {
    name: "batch norm of odd rows beside which a logarithm leaves infinities",
    inputs: [[3, 3, 5], [5], [5]],
    run: (x, gamma, beta) => batchNorm(log(square(x!)), gamma!, beta!, 1e-5),
    gradients: false
  },
  ...[
    [6, 7],
    [2, 5, 9],
    [2, 3, 4, 13]
  ].map((shape): Case => {
    const last = shape.length - 1;
    const begin = shape.map((_, i) => (i === last ? 2 : 0));
    const size = shape.map((extent, i) => (i === last ? extent - 3 : extent));
    return {
      name: `channels cut from ${product(shape)}`,
      inputs: [shape],
      run: (x) => slice(x!, begin, size),
      gradients: true
    };
  }),
  {name: "rows and channels cut", inputs: [[5, 4, 6]], run: (x) => slice(x!, [1, 0, 2], [3, 4, 3]), gradients: true},
  {name: "transpose of a matrix", inputs: [[7, 10]], run: (x) => transpose(x!), gradients: true}
];

export const cases: readonly Case[] = [
  ...mapCases(),
  ...rowCases(),
  ...offCentre,
  ...windowCases(),
  ...productCases(),
  ...stockCases
];
