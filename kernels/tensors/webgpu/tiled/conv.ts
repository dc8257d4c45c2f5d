import type {TensorInfo} from "@tensorflow/tfjs-core";
import {callsOf} from "../../kernels/calls.ts";
import {Conv} from "../../kernels/conv.ts";
import type {Grouped, Window} from "../../kernels/window.ts";
import {conv} from "../barrierFree/conv.ts";
import {webgpuKernel} from "../kernel.ts";
import {explicitPadding} from "./padding.ts";

type Inputs = {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};

/** tfjs' convolution by tiles in workgroup memory; it knows no groups. */
export const convKernel = webgpuKernel<Inputs, Grouped<Window>>(Conv, (backend, inputs, window) => {
  if (window.groups > 1) return conv(backend, inputs, window);
  const {x, filter, bias} = inputs;
  const [, height, width] = x.shape as [number, number, number, number];
  const attributes = {
    strides: window.stride,
    pad: explicitPadding(window, {height, width}),
    dataFormat: "NHWC",
    dilations: window.dilation,
    dimRoundingMode: "floor"
  };
  const calls = callsOf("webgpu", backend);
  return bias
    ? calls.one("FusedConv2D", {x, filter, bias}, {...attributes, activation: "linear"})
    : calls.one("Conv2D", {x, filter}, attributes);
});
