import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {edgeNeXtTimm, mgicAuthors, renameKeys} from "../../../kernels/exchange/keyMaps/index.ts";
import {loadWeights} from "../../../kernels/exchange/loadWeights.ts";
import {readSafetensors} from "../../../kernels/exchange/safetensors/read.ts";
import {writeSafetensors} from "../../../kernels/exchange/safetensors/write.ts";
import {parametersOf, type Weights} from "../../../kernels/graph/weights.ts";
import {mgic} from "../../reference/adapters/mgic.ts";
import {readCase, tensorsBelow} from "../../reference/case.ts";
import {models} from "../library.ts";
import {roughWeights} from "../values.ts";

const tiny = {
  depths: [1, 2, 2, 2],
  dims: [8, 12, 16, 20],
  heads: [4, 4, 4, 4],
  input: [3, 64, 64],
  classes: 10
} as const;

describe("timm's names of EdgeNeXt", () => {
  test.each([
    ["downsample_layers.0.0.weight", "stem.0.weight"],
    ["downsample_layers.2.1.bias", "stages.2.downsample.1.bias"],
    ["stages.1.0.dwconv.weight", "stages.1.blocks.0.conv_dw.weight"],
    ["stages.1.1.pwconv2.bias", "stages.1.blocks.1.mlp.fc2.bias"],
    ["stages.3.2.convs.1.weight", "stages.3.blocks.2.convs.1.weight"],
    ["stages.1.1.pos_embd.token_projection.weight", "stages.1.blocks.1.pos_embd.token_projection.weight"],
    ["stages.1.1.norm.weight", "stages.1.blocks.1.norm.weight"],
    ["stages.1.1.xca.temperature", "stages.1.blocks.1.xca.temperature"],
    ["norm.weight", "head.norm.weight"],
    ["head.bias", "head.fc.bias"]
  ])("%s is %s", (ours, theirs) => {
    expect(edgeNeXtTimm.toTheirs(ours)).toBe(theirs);
    expect(edgeNeXtTimm.toOurs(theirs)).toBe(ours);
  });

  test.each(["small", "small-bn-hs", "small-rw"] as const)("go there and back for every tensor of %s", (name) => {
    const keys = parametersOf(models.edgeNeXt(name)).map(({key}) => key);
    expect(keys.map((key) => edgeNeXtTimm.toOurs(edgeNeXtTimm.toTheirs(key)))).toEqual(keys);
    expect(new Set(keys.map((key) => edgeNeXtTimm.toTheirs(key))).size).toBe(keys.length);
  });

  test("a file written with them is recognised and loads strictly, and so does one with the authors'", () => {
    const net = models.edgeNeXt(tiny);
    const weights = roughWeights(net);
    const file = writeSafetensors(renameKeys(weights, edgeNeXtTimm, "theirs"));
    expect(readSafetensors(file).tensors.has("stages.0.blocks.0.mlp.fc1.weight")).toBe(true);
    for (const bytes of [file, writeSafetensors(weights)])
      for (const [key, {data}] of loadWeights(net, bytes).weights) expect(data).toEqual(weights.get(key)!.data);
  });
});

describe("the MGIC authors' names", () => {
  const stored = (name: string) => {
    const reference = readCase(new Uint8Array(readFileSync(`test/reference/cases/mgic/${name}.safetensors`)));
    return {network: mgic(reference).network, theirs: tensorsBelow(reference, "weight.")};
  };

  /** Without shapes: counters have an axis in some files and none here. */
  const dataOf = (weights: Weights) => new Map([...weights].map(([key, {data}]) => [key, data]));

  test.each(["resblock_masked_c16_nnz4", "resblock_tied_c16_g4_f8", "resnet_tiny_cifar_stem_train"])(
    "a state dict of theirs loads as it is, and is written under the same names: %s",
    (name) => {
      const {network, theirs} = stored(name);
      const file = writeSafetensors(theirs);
      const {weights} = loadWeights(network, file);
      expect(dataOf(renameKeys(weights, mgicAuthors, "theirs"))).toEqual(dataOf(theirs));
      for (const keys of ["mgicAuthors", mgicAuthors] as const)
        expect(loadWeights(network, file, {keys}).weights).toEqual(weights);
    }
  );

  test("of a masked transfer become one place's weight and mask", () => {
    const {network, theirs} = stored("resblock_masked_c16_nnz4");
    const masked = [...theirs.keys()].filter((key) => key.endsWith("Mask"));
    expect(masked.length).toBeGreaterThan(0);
    const {weights} = loadWeights(network, theirs);
    for (const key of masked) {
      const place = key.replace(/Mask$/, "");
      expect(weights.get(`${place}.mask`)!.data).toEqual(theirs.get(key)!.data);
      expect(weights.get(`${place}.weight`)!.data).toEqual(theirs.get(place)!.data);
    }
  });

  test("are asked for by a name that is known", () => {
    const {network, theirs} = stored("resblock_masked_c16_nnz4");
    expect(() => loadWeights(network, theirs, {keys: "mgicAuthor" as never})).toThrow(
      "unknown keys: mgicAuthor; did you mean mgicAuthors?"
    );
  });
});
