import {describe, expect, test} from "vitest";
import {writeOnnx} from "../../../kernels/exchange/onnx/write.ts";
import {Message} from "../../../kernels/exchange/onnx/protobuf.ts";
import {writeTorch} from "../../../kernels/exchange/torch/write.ts";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {models, ops} from "../library.ts";
import {valuesOf} from "../values.ts";
import {runOnnx} from "./onnxRuntime.ts";

const net = () =>
  models.waveMix({input: [3, 16, 16], dim: 8, depth: 1, levels: 1, classes: 3, stem: "strided", stride: 1});

describe("protocol buffers", () => {
  test("varints, negative ones in ten bytes, floats, texts and messages", () => {
    const bytes = new Message()
      .int(1, 300)
      .int(2, -1)
      .float(3, 1.5)
      .text(4, "é")
      .message(5, new Message().int(1, 0))
      .finish();
    expect([...bytes]).toEqual([
      ...[0x08, 0xac, 0x02],
      ...[0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
      ...[0x1d, 0, 0, 0xc0, 0x3f],
      ...[0x22, 2, 0xc3, 0xa9],
      ...[0x2a, 2, 0x08, 0]
    ]);
  });
});

describe("ONNX", () => {
  test("the same network and weights give the same bytes", () => {
    expect(writeOnnx(net(), initialWeights(net(), 1))).toEqual(writeOnnx(net(), initialWeights(net(), 1)));
  });

  test("a missing weight is refused with its key", () => {
    const weights = initialWeights(net(), 1);
    weights.delete("layers.0.reduction.bias");
    expect(() => writeOnnx(net(), weights)).toThrow("missing weight: layers.0.reduction.bias");
  });

  test("a weight of another shape is refused with both shapes", () => {
    const weights = initialWeights(net(), 1).set("pool.2.bias", {
      shape: [4],
      dtype: "float32",
      data: new Float32Array(4)
    });
    expect(() => writeOnnx(net(), weights)).toThrow("shape mismatch: 4, expected 3 of float32 (pool.2.bias)");
  });

  test("values inside the network can leave it too, at any batch size", async () => {
    const file = writeOnnx(net(), initialWeights(net(), 1), {taps: ["layers.0.dwt", "conv"]});
    const results = await runOnnx(file, [3, 3, 16, 16], valuesOf("input", [3, 3, 16, 16]));
    expect([...results].map(([name, {shape}]) => [name, shape])).toEqual([
      ["output", [3, 3]],
      ["layers.0.dwt", [3, 8, 8, 8]],
      ["conv", [3, 8, 16, 16]]
    ]);
  });
});

describe("PyTorch source", () => {
  test("is one class with the network's own names", () => {
    const source = writeTorch(
      network([1, 8, 8], (x) => {
        x = ops.conv(x, {width: 4, kernel: 3, padding: 1, name: "conv.0"});
        const y = ops.batchNorm(ops.gelu(x), {name: "layers.0.norm"});
        return ops.linear(ops.globalAveragePool(ops.add(x, y)), {width: 2, name: "head"});
      }),
      {className: "Small"}
    );
    expect(source.slice(source.indexOf("class Small"))).toBe(`class Small(nn.Module):
    def __init__(self):
        super().__init__()
        place(self, "conv.0", nn.Conv2d(1, 4, 3, padding=1))
        place(self, "layers.0.norm", nn.BatchNorm2d(4))
        place(self, "head", nn.Linear(4, 2))

    def forward(self, x):
        x = self.conv[0](x)
        y = F.gelu(x)
        y = self.layers[0].norm(y)
        x = x + y
        x = x.mean(dim=(2, 3))
        x = self.head(x)
        return x
`);
  });

  test("a module inside another is refused", () => {
    const nested = network([4], (x) => ops.linear(ops.linear(x, {width: 4, name: "a"}), {width: 4, name: "a.b"}));
    expect(() => writeTorch(nested)).toThrow("nested modules: a.b stands inside a; give one another name");
  });

  test("a class name that Python would not take is refused", () => {
    expect(() => writeTorch(net(), {className: "my net"})).toThrow("invalid class name: my net");
  });
});
