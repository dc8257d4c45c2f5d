import {describe, expect, test} from "vitest";
import {describeNetwork} from "../../../kernels/graph/describe.ts";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {printNetwork} from "../../../kernels/graph/print.ts";
import * as surgery from "../../../kernels/graph/surgery/index.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {parametersOf} from "../../../kernels/graph/weights.ts";
import {costTable} from "../../../kernels/insight/costs.ts";
import {networkFromDescription} from "../../../kernels/ops/describe.ts";
import {blocks, models, ops} from "../library.ts";

const classifier = () => models.waveMix({input: [3, 32, 32], dim: 8, depth: 2, levels: 1, classes: 3});
const paths = ({nodes}: Network) => nodes.map(({path}) => path);
const keys = (net: Network) => parametersOf(net).map(({key}) => key);
const again = (net: Network) => networkFromDescription(JSON.parse(JSON.stringify(describeNetwork(net))));

/** A chain a → b → c with a side way past b. */
const chain = () =>
  network([4, 8, 8], (x) => {
    const a = ops.conv(x, {width: 4, kernel: 1, name: "a"});
    const b = ops.gelu(a, {name: "b"});
    return ops.add(ops.conv(b, {width: 4, kernel: 1, name: "c"}), a, {name: "sum"});
  });

describe("replace", () => {
  test("one block takes over the path and its keys", () => {
    const net = surgery.replace(classifier(), "layers.0", (x) => blocks.waveMix(x, {levels: 2}));
    expect(keys(net)).toContain("layers.0.reduction.weight");
    expect(keys(net)).toContain("layers.0.feedforward2.0.weight");
    expect(net.blocks.find(({path}) => path === "layers.0")).toMatchObject({kind: "waveMix", options: {levels: 2}});
    expect(paths(net).some((path) => path.includes("waveMix"))).toBe(false);
  });

  test("a block replaced by what it was gives the network that there was", () => {
    const net = classifier();
    const back = surgery.replace(net, "layers.1", (x) => blocks.waveMix(x));
    expect(printNetwork(back)).toBe(printNetwork(net));
    expect(describeNetwork(back)).toEqual(describeNetwork(net));
  });

  test("several pieces stand below the path", () => {
    const net = surgery.replace(chain(), "b", (x) => ops.relu(ops.batchNorm(x)));
    expect(paths(net)).toEqual(["input", "a", "b.batchNorm.0", "b.relu.0", "c", "sum"]);
  });

  test("an op inside a block is replaced where it stands", () => {
    const net = surgery.replace(classifier(), "layers.0.feedforward.1", (x) => ops.relu(x));
    const node = net.nodes.find(({path}) => path === "layers.0.feedforward.1")!;
    expect(node.op.name).toBe("relu");
    expect(node.block?.path).toBe("layers.0.feedforward");
  });

  test("what comes after is made anew for another shape", () => {
    const net = surgery.replace(chain(), "b", (x) => ops.concat([x, x]));
    expect(net.nodes.find(({path}) => path === "c")!.parameters[0].shape).toEqual([4, 8, 1, 1]);
    expect(surgery.compare(chain(), net).weights.reshaped).toEqual([
      {path: "c.weight", before: [4, 4, 1, 1], after: [4, 8, 1, 1]}
    ]);
  });

  test("the weights of everything else keep their keys and their start", () => {
    const before = initialWeights(classifier(), 1);
    const net = surgery.replace(classifier(), "layers.0", (x) => blocks.conv(x, {width: 8}));
    const after = initialWeights(net, 1);
    const kept = [...before.keys()].filter((key) => !key.startsWith("layers.0."));
    for (const key of kept) expect(after.get(key), key).toEqual(before.get(key));
    expect(kept.length).toBeGreaterThan(10);
  });

  test("a function of several values gets all that the place read", () => {
    const net = surgery.replace(chain(), "sum", (c, a) => ops.multiply(c, a));
    expect(net.outputs[0].op.name).toBe("multiply");
    expect(net.outputs[0].inputs.map(({path}) => path)).toEqual(["c", "a"]);
  });

  test("what only the old part read is gone as well", () => {
    const net = network([4], (x) => ops.add(ops.relu(x, {name: "a"}), ops.gelu(x, {name: "b"}), {name: "sum"}));
    expect(paths(surgery.replace(net, "sum", (a) => a))).toEqual(["input", "a"]);
  });

  test("a traced network can be put in", () => {
    const part = network([8, 8, 8], (x) => blocks.waveMix(x));
    const net = surgery.replace(classifier(), "layers.1", part);
    expect(printNetwork(net)).toBe(printNetwork(classifier()));
  });

  test("remove joins what was around", () => {
    expect(paths(surgery.remove(chain(), "b"))).toEqual(["input", "a", "c", "sum"]);
    expect(surgery.remove(classifier(), "layers").nodes.some(({path}) => path.startsWith("layers"))).toBe(false);
  });
});

describe("insert", () => {
  test("after a place changes all of its readers", () => {
    const net = surgery.insertAfter(chain(), "a", (x) => ops.relu(x));
    expect(paths(net)).toEqual(["input", "a", "relu.0", "b", "c", "sum"]);
    expect(net.outputs[0].inputs.map(({path}) => path)).toEqual(["c", "relu.0"]);
  });

  test("before a place changes what it alone reads", () => {
    const net = surgery.insertBefore(chain(), "b", (x) => ops.relu(x), {name: "gate"});
    expect(net.nodes.find(({path}) => path === "b")!.inputs[0].path).toBe("gate");
    expect(net.outputs[0].inputs.map(({path}) => path)).toEqual(["c", "a"]);
  });

  test("after the last place gives another output", () => {
    const net = surgery.insertAfter(classifier(), "pool", (x) => ops.linear(x, {width: 2}), {name: "head"});
    expect(net.outputs[0]).toMatchObject({path: "head", shape: [2]});
  });

  test("names go on counting beside the place", () => {
    const net = network([4, 8, 8], (x) => ops.relu(ops.relu(x)));
    expect(paths(surgery.insertAfter(net, "relu.0", (x) => ops.relu(x)))).toEqual([
      "input",
      "relu.0",
      "relu.2",
      "relu.1"
    ]);
    const inside = surgery.insertAfter(classifier(), "layers.0.dwt", (x) => ops.dropout(x, {rate: 0.1}));
    expect(paths(inside)).toContain("layers.0.dropout.0");
    expect(inside.nodes.find(({path}) => path === "layers.0.dropout.0")!.block?.path).toBe("layers.0");
  });
});

describe("cut and tap", () => {
  test("a network up to a block", () => {
    const net = surgery.cut(classifier(), "layers.0");
    expect(net.outputs[0].path).toBe("layers.0.add");
    expect(net.blocks.map(({path}) => path)).toEqual(["conv", "layers.0", "layers.0.feedforward"]);
    expect(keys(net)).toEqual(keys(classifier()).slice(0, keys(net).length));
  });

  test("a cut network goes on with a new head", () => {
    const net = surgery.insertAfter(surgery.cut(classifier(), "layers.1"), "layers.1", (x) =>
      blocks.classifier(x, {classes: 7})
    );
    expect(net.outputs[0].shape).toEqual([7]);
  });

  test("several values in their order", () => {
    expect(surgery.cut(chain(), ["c", "a"]).outputs.map(({path}) => path)).toEqual(["c", "a"]);
    expect(surgery.tap(chain(), "b").outputs.map(({path}) => path)).toEqual(["sum", "b"]);
  });

  test("a cut keeps the owner of shared weights", () => {
    const net = network([4], (x) => {
      const one = ops.linear(x, {width: 4, name: "one"});
      const two = ops.linear(ops.relu(x, {name: "side"}), {width: 4, weightsOf: one, name: "two"});
      return ops.add(one, two);
    });
    expect(keys(again(surgery.cut(net, "two")))).toEqual(["one.weight", "one.bias"]);
  });
});

describe("freeze", () => {
  test("marks what has weights at and below the paths", () => {
    const net = surgery.freeze(classifier(), ["conv", "layers.0"]);
    const frozen = net.nodes.filter(({frozen}) => frozen).map(({path}) => path);
    expect(frozen).toEqual(
      paths(net).filter((path) => /^conv\.[0124]$|^layers\.0\.(reduction|feedforward\.[0345])$/.test(path))
    );
    expect(
      costTable(net)
        .filter(({depth, frozen}) => depth === 0 && frozen)
        .map(({path}) => path)
    ).toEqual(["conv", "layers.0"]);
  });

  test("changes the description, and unfreezing gives it back", () => {
    const net = classifier();
    const frozen = surgery.freeze(net, "layers");
    expect(describeNetwork(frozen)).not.toEqual(describeNetwork(net));
    expect(describeNetwork(surgery.unfreeze(frozen, "layers"))).toEqual(describeNetwork(net));
    expect(surgery.compare(net, frozen).frozen).toContain("layers.1.reduction");
  });

  test("who uses frozen weights is frozen, and cannot be frozen alone", () => {
    const net = network([4], (x) => {
      const one = ops.linear(x, {width: 4, name: "one"});
      return ops.linear(one, {width: 4, weightsOf: one, name: "two"});
    });
    expect(surgery.freeze(net, "one").nodes.map(({frozen}) => frozen)).toEqual([false, true, true]);
    expect(() => surgery.freeze(net, "two")).toThrow("cannot freeze weights of one; name that place (two)");
  });

  test("prints", () => {
    expect(printNetwork(surgery.freeze(chain(), "a"))).toContain("bias true, frozen) 4×8×8");
  });
});

test("a network stays JSON after surgery", () => {
  let net = surgery.replace(classifier(), "layers.0", (x) => blocks.mixing(x, {mixer: "pool", levels: 2}));
  net = surgery.insertBefore(net, "layers.1", (x) => blocks.residual(x, (y) => ops.relu(y)));
  net = surgery.freeze(net, "conv");
  expect(printNetwork(again(net))).toBe(printNetwork(net));
  expect(describeNetwork(again(net))).toEqual(describeNetwork(net));
});

test("compare names what was kept, new, gone and changed", () => {
  const difference = surgery.compare(
    chain(),
    surgery.replace(chain(), "b", (x) => ops.relu(ops.conv(x, {width: 4, kernel: 1})))
  );
  expect(difference).toMatchObject({
    kept: ["input", "a", "sum"],
    added: ["b.conv.0", "b.relu.0"],
    removed: ["b"],
    changed: ["c"],
    reshaped: [],
    weights: {
      kept: ["a.weight", "a.bias", "c.weight", "c.bias"],
      added: ["b.conv.0.weight", "b.conv.0.bias"],
      removed: []
    }
  });
});

describe("refused", () => {
  const net = classifier();
  test.each<readonly [string, () => unknown, string]>([
    [
      "an unknown path",
      () => surgery.replace(net, "layer.0", (x) => x),
      "unknown place: layer.0; did you mean layers.0?"
    ],
    ["an unknown path to cut at", () => surgery.cut(net, "poool"), "unknown place: poool; did you mean pool?"],
    ["an unknown path to freeze", () => surgery.freeze(net, "cnv"), "unknown place: cnv; did you mean conv?"],
    [
      "a shape that what follows cannot take",
      () => surgery.replace(net, "layers.0", (x) => ops.slice(x, {to: 6})),
      "shape mismatch in add: 6×8×8 and 8×8×8; after the change at layers.0 (layers.1.add)"
    ],
    [
      "an error inside the part",
      () => surgery.replace(net, "layers.0", (x) => blocks.waveMix(x, {levels: 4})),
      "invalid levels: 4; height 8 is not divisible by 16; resize the map or take fewer levels (layers.0: waveMix.0)"
    ],
    [
      "a part that gives too much",
      () => surgery.replace(net, "layers.0", (x) => [x, x]),
      "invalid part: it gives 2 values, 1 is read here (layers.0)"
    ],
    [
      "a traced part of another shape",
      () =>
        surgery.replace(
          net,
          "layers.0",
          network([4, 8, 8], (x) => x)
        ),
      "shape mismatch: the part takes 4×8×8, the place has 8×8×8 (layers.0)"
    ],
    [
      "the input",
      () => surgery.replace(net, "input", () => undefined as never),
      "the input of a network cannot be replaced"
    ],
    [
      "a name that is taken",
      () => surgery.insertAfter(net, "layers.0", (x) => ops.relu(x), {name: "layers.1.add"}),
      "duplicate name: layers.1.add"
    ],
    ["to remove a sum", () => surgery.remove(chain(), "sum"), "cannot remove what reads 2 values and gives 1"],
    [
      "to take away the owner of weights",
      () => {
        const shared = network([4], (x) => {
          const one = ops.linear(x, {width: 4, name: "one"});
          return ops.linear(one, {width: 4, weightsOf: one, name: "two"});
        });
        return surgery.replace(shared, "one", (x) => x);
      },
      "cannot take one away: two uses its weights; replace or remove that first"
    ]
  ])("%s", (_, act, message) => {
    expect(act).toThrow(message);
  });
});
