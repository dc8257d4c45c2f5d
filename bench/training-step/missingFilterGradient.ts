import {
  backend_util,
  getKernel,
  registerKernel,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo
} from "@tensorflow/tfjs-core";
import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";

/**
 * tfjs' wasm backend has no Conv2DBackpropFilter, so it cannot train a convolution at all. The stock variant gets the obvious
 * one: the patches of x as the rows of a matrix [kh·kw·ci, positions], times dy, by tfjs' own matrix product.
 */
export function registerMissingFilterGradient(): void {
  registerKernel(conv2DBackpropFilter);
}

type Attributes = NamedAttrMap & {
  strides: [number, number];
  pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  filterShape: [number, number, number, number];
};

const conv2DBackpropFilter: KernelConfig = {
  kernelName: "Conv2DBackpropFilter",
  backendName: "wasm",
  kernelFunc({inputs, backend, attrs}) {
    const wasm = backend as BackendWasm;
    const {x, dy} = inputs as {x: TensorInfo; dy: TensorInfo};
    const {strides, pad, filterShape} = attrs as Attributes;
    const shape = x.shape as [number, number, number, number];
    const geometry = backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad);
    const {inChannels, outChannels, filterHeight, filterWidth, batchSize, outHeight, outWidth} = geometry;
    const positions = batchSize * outHeight * outWidth;
    const depth = filterHeight * filterWidth * inChannels;
    const patches = wasm.makeOutput([1, depth, positions], "float32");
    const to = wasm.typedArrayFromHeap(patches);
    const from = wasm.typedArrayFromHeap(x);
    to.fill(0);
    for (let n = 0; n < batchSize; ++n)
      for (let oy = 0; oy < outHeight; ++oy)
        for (let i = 0; i < filterHeight; ++i) {
          const row = oy * geometry.strideHeight + i - geometry.padInfo.top;
          if (row < 0 || row >= geometry.inHeight) continue;
          for (let j = 0; j < filterWidth; ++j)
            for (let ox = 0; ox < outWidth; ++ox) {
              const column = ox * geometry.strideWidth + j - geometry.padInfo.left;
              if (column < 0 || column >= geometry.inWidth) continue;
              let at = ((n * geometry.inHeight + row) * geometry.inWidth + column) * inChannels;
              let cell = (i * filterWidth + j) * inChannels * positions + (n * outHeight + oy) * outWidth + ox;
              for (let c = 0; c < inChannels; ++c, ++at, cell += positions) to[cell] = from[at];
            }
        }
    const b: TensorInfo = {dataId: dy.dataId, shape: [1, positions, outChannels], dtype: "float32"};
    const product = getKernel("BatchMatMul", "wasm").kernelFunc({
      inputs: {a: patches, b},
      backend,
      attrs: {transposeA: false, transposeB: false}
    }) as TensorInfo;
    wasm.disposeData(patches.dataId);
    return {...product, shape: filterShape};
  }
};
