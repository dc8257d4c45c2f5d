import type {TensorInfo} from "@tensorflow/tfjs-core";
import {callsOf} from "../../kernels/calls.ts";
import {ConvTranspose} from "../../kernels/conv.ts";
import type {Grouped, WindowOver} from "../../kernels/window.ts";
import {convTranspose} from "../barrierFree/convTranspose.ts";
import {webgpuKernel} from "../kernel.ts";
import {explicitPadding} from "./padding.ts";

type Inputs = {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};

/** tfjs' input gradient of a convolution by tiles in workgroup memory; it knows neither dilation nor groups. */
export const convTransposeKernel = webgpuKernel<Inputs, Grouped<WindowOver>>(
  ConvTranspose,
  (backend, inputs, window) => {
    if (window.groups > 1 || window.dilation.some((step) => step !== 1)) return convTranspose(backend, inputs, window);
    const {x, filter, bias} = inputs;
    const {height, width} = window;
    const calls = callsOf("webgpu", backend);
    const y = calls.one(
      "Conv2DBackpropInput",
      {dy: x, filter},
      {
        inputShape: [x.shape[0]!, height, width, filter.shape[2]!],
        strides: window.stride,
        pad: explicitPadding(window, window),
        dataFormat: "NHWC",
        dimRoundingMode: "floor"
      }
    );
    if (!bias) return y;
    const biased = calls.one("Add", {a: y, b: bias}, {});
    calls.dispose(y);
    return biased;
  }
);
