import {beforeAll, describe, expect, test} from "vitest";
import {findNode} from "../../../kernels/graph/find.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {cut} from "../../../kernels/graph/surgery/index.ts";
import {fieldSizes, receptiveField} from "../../../kernels/insight/field.ts";
import {startInNode} from "../tensors/startInNode.ts";
import {models} from "../library.ts";
import {supportOf} from "./supportOf.ts";

const published: Readonly<Record<string, () => Network>> = {
  "WaveMix-192/16": () => models.publishedWaveMix("192/16-level3-imagenet"),
  "EdgeNeXt-XX-Small": () => models.edgeNeXt("xx-small"),
  "ResNet18-MGIC": () => models.mgicResNet("18"),
  "DeepMAD-R18": () => models.deepMad("deepmad-R18")
};

/** The last outermost block whose units do not all see the whole input. */
function lastPartial(net: Network): string {
  const sizes = fieldSizes(net);
  const partial = net.blocks.filter(({path, parent}) => {
    const node = parent || !path ? undefined : findNode(net, path);
    return node?.shape.length === 3 && sizes.get(node) !== "all";
  });
  return partial.at(-1)!.path;
}

describe("the theoretical field is the box around the support of the input's gradient", () => {
  beforeAll(async () => {
    await startInNode("wasm");
  });

  test.each(Object.keys(published))("in %s, at the last block that does not see everything", async (name) => {
    const net = published[name]();
    const path = lastPartial(net);
    const {rows, columns} = receptiveField(net, path);
    const [row, column] = [rows.length >> 1, columns.length >> 1];
    const measured = await supportOf(cut(net, path), row, column);
    expect(measured, path).toEqual([rows[row], columns[column]].map(({from, to}) => [from, to]));
  });
});
