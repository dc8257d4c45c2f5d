import {describe, expect, test} from "vitest";
import {describeNetwork} from "../../../kernels/graph/describe.ts";
import {findNode} from "../../../kernels/graph/find.ts";
import {printNetwork} from "../../../kernels/graph/print.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import {parameterCount, parametersOf} from "../../../kernels/graph/weights.ts";
import {networkFromDescription} from "../../../kernels/ops/describe.ts";
import {blocks, models, ops} from "../library.ts";
import {sampleList} from "../ops/samples.ts";

describe("tracing", () => {
  test("names come from the op and a count in each scope", () => {
    const net = network([4, 8, 8], (x) => blocks.waveMix(blocks.waveMix(ops.gelu(ops.gelu(x)))));
    expect(net.nodes.slice(0, 5).map(({path}) => path)).toEqual([
      "input",
      "gelu.0",
      "gelu.1",
      "waveMix.0.reduction",
      "waveMix.0.dwt"
    ]);
    expect(net.nodes.at(-1)!.path).toBe("waveMix.1.add");
  });

  test("a name given twice is refused", () => {
    expect(() => network([4], (x) => ops.relu(ops.relu(x, {name: "a"}), {name: "a"}))).toThrow(
      "duplicate name: a; give each block its own (a)"
    );
  });

  test("a value of another network is refused", () => {
    let other!: Value;
    network([4], (x) => (other = x));
    expect(() => network([4], (x) => ops.add(x, other))).toThrow(
      "a value of another network cannot be used here (add.0)"
    );
  });

  test("a value that outlives its network's function is refused", () => {
    let left!: Value;
    network([4], (x) => (left = ops.relu(x)));
    expect(() => ops.relu(left)).toThrow("the network is finished; use values only inside its function (relu.1)");
  });

  test("a function that returns no value is refused", () => {
    expect(() => network([4], () => undefined as never)).toThrow("the network function must return the value it built");
    expect(() => network([4], () => [])).toThrow("the network function must return the value it built");
  });

  test.each([[[0]], [[3, -1, 4]], [[1.5]], [["3"] as never]])("an input shape of %j is refused", (shape) => {
    expect(() => network(shape, (x) => x)).toThrow(/^invalid input shape: .*; expected positive integers/);
  });

  test("several shapes give several inputs", () => {
    const net = network(
      [
        [3, 4, 4],
        [2, 4, 4]
      ],
      (a, b) => ops.concat([a, b])
    );
    expect(net.inputs.map(({path}) => path)).toEqual(["input.0", "input.1"]);
    expect(net.outputs[0].shape).toEqual([5, 4, 4]);
  });

  test("an error in a block names the block and keeps both numbers", () => {
    expect(() => network([8, 28, 28], (x) => blocks.waveMix(x, {levels: 3}))).toThrow(
      "invalid levels: 3; height 28 is not divisible by 8; resize the map or take fewer levels (waveMix.0)"
    );
    expect(() => network([8, 24, 28], (x) => blocks.waveMix(x, {levels: 3, name: "layers.0"}))).toThrow(
      "invalid levels: 3; width 28 is not divisible by 8; resize the map or take fewer levels (layers.0)"
    );
  });

  test("a network cannot be changed", () => {
    const net = network([4], (x) => ops.relu(x));
    expect(Object.isFrozen(net)).toBe(true);
    expect(Object.isFrozen(net.nodes[1])).toBe(true);
    expect(() => (net.nodes as unknown[]).push(1)).toThrow();
  });
});

describe("shared weights", () => {
  const share = () =>
    network([4, 6, 6], (x) => {
      const first = ops.conv(x, {width: 4, kernel: 3, padding: 1, name: "one"});
      return ops.conv(first, {width: 4, kernel: 3, padding: 1, weightsOf: first, name: "two"});
    });

  test("have one key and count once", () => {
    expect(parametersOf(share()).map(({key}) => key)).toEqual(["one.weight", "one.bias"]);
    expect(parameterCount(share())).toBe(4 * 4 * 9 + 4);
  });

  test("must fit", () => {
    expect(() =>
      network([4, 6, 6], (x) => {
        const first = ops.conv(x, {width: 4, kernel: 3, name: "one"});
        return ops.conv(x, {width: 4, kernel: 1, weightsOf: first, name: "two"});
      })
    ).toThrow("cannot share the weights of one: conv has other parameters; expected weight of 4×4×1×1 (two)");
  });
});

describe("a network as text", () => {
  test("prints one node a line", () => {
    const net = network([1, 8, 8], (x) => ops.dwt(ops.conv(x, {width: 4, kernel: 3, padding: 1, name: "conv"})));
    expect(printNetwork(net)).toBe(
      [
        "input = input() 1×8×8",
        "conv = conv(input; width 4, kernel 3×3, stride 1×1, padding 1×1, dilation 1×1, groups 1, bias true) 4×8×8",
        "dwt.0 = dwt(conv; wavelet haar, padding zero) 16×4×4",
        "return dwt.0"
      ].join("\n")
    );
  });
});

describe("a network as JSON", () => {
  const again = (net: Parameters<typeof describeNetwork>[0]) =>
    networkFromDescription(JSON.parse(JSON.stringify(describeNetwork(net))));

  test.each(sampleList)("%s comes back as it was", (_, __, make) => {
    expect(printNetwork(again(make()))).toBe(printNetwork(make()));
  });

  test("whole networks come back with their blocks, keys and shared weights", () => {
    for (const version of [1, 2, 3] as const) {
      const net = models.waveMix({
        input: [3, 32, 32],
        dim: 8,
        depth: 2,
        levels: 1,
        classes: 3,
        version,
        stem: "strided",
        stride: 1
      });
      const back = again(net);
      expect(printNetwork(back)).toBe(printNetwork(net));
      expect(back.blocks).toEqual(net.blocks);
      expect(back.nodes.map(({block}) => block?.path)).toEqual(net.nodes.map(({block}) => block?.path));
      expect(parametersOf(back)).toEqual(parametersOf(net));
    }
  });

  type Editable = {nodes: Record<string, unknown>[]; blocks: unknown[]; inputs: unknown[]; outputs: unknown[]};
  const edited = (edit: (description: Editable) => void) => {
    const net = network([4, 8, 8], (x) => ops.relu(ops.conv(x, {width: 4, kernel: 3})));
    const description = JSON.parse(JSON.stringify(describeNetwork(net))) as Editable;
    edit(description);
    return description;
  };

  test.each<[string, unknown, string]>([
    ["an empty object", {}, "invalid network: nodes is not a list"],
    ["null", null, "invalid network: null"],
    ["an unknown op", edited(({nodes}) => (nodes[1].op = "cnov")), "unknown op: cnov; did you mean conv? (conv.0)"],
    ["an op that is no text", edited(({nodes}) => (nodes[1].op = 3)), "unknown op: 3 (conv.0)"],
    [
      "an input after its reader",
      edited(({nodes}) => (nodes[1].inputs = [2])),
      "invalid reference: 2; expected one of 1 before it (conv.0)"
    ],
    ["an input of itself", edited(({nodes}) => (nodes[1].inputs = [1])), "invalid reference: 1"],
    ["a negative input", edited(({nodes}) => (nodes[1].inputs = [-1])), "invalid reference: -1"],
    ["a path twice", edited(({nodes}) => (nodes[2].path = "conv.0")), "duplicate name: conv.0"],
    ["no path", edited(({nodes}) => (nodes[1].path = "")), "invalid node"],
    ["options that are a list", edited(({nodes}) => (nodes[1].options = [])), "invalid node"],
    [
      "an unknown option",
      edited(({nodes}) => (nodes[2].options = {slope: 1})),
      "unknown option: slope; relu takes none (relu.0)"
    ],
    [
      "an option out of range",
      edited(({nodes}) => ((nodes[1].options as {groups: number}).groups = 3)),
      "invalid groups: 3"
    ],
    ["an output that is not there", edited((d) => (d.outputs = [9])), "invalid reference: 9"],
    ["no output", edited((d) => (d.outputs = [])), "invalid network: no outputs"],
    ["a block without a kind", edited((d) => d.blocks.push({path: "a", options: {}, parent: -1})), "invalid block"]
  ])("%s is refused", (_, description, message) => {
    expect(() => networkFromDescription(description)).toThrow(message);
  });
});

describe("places", () => {
  const net = models.waveMix({input: [3, 32, 32], dim: 8, depth: 1, levels: 1, classes: 10});

  test("a block's path means what it returns", () => {
    expect(findNode(net, "layers.0").path).toBe("layers.0.add");
    expect(findNode(net, "layers.0.dwt").op.name).toBe("dwt");
  });
});
