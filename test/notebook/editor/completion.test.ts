import {CompletionContext, type CompletionResult, type CompletionSource} from "@codemirror/autocomplete";
import {ensureSyntaxTree, syntaxTree} from "@codemirror/language";
import {EditorState} from "@codemirror/state";
import {expect, test} from "vitest";
import type {Argument} from "../../../renderer/notebook/editor/argument.ts";
import {nameCompletion, type Names} from "../../../renderer/notebook/editor/completion.ts";
import {describe} from "../../../renderer/notebook/editor/hover.ts";
import {supportOf} from "../../../renderer/notebook/editor/languages.ts";
import docs from "../../../renderer/notebook/editor/library-docs.json" with {type: "json"};

const calls = docs as Readonly<Record<string, {arguments?: readonly Argument[]}>>;
const names: Names = {
  names: [{name: "globalName", kind: "variable", detail: "cell 1"}],
  valueOf: () => undefined,
  documentation: () => undefined,
  argumentsAt: ({call, index}) => (calls[call]?.arguments ?? []).filter(({at}) => at.includes(index)),
  describe: () => undefined
};

/** The state of a cell, and where `|` stands in its text. */
function stateAt(marked: string) {
  const pos = marked.indexOf("|");
  const doc = marked.slice(0, pos) + marked.slice(pos + 1);
  const state = EditorState.create({doc, extensions: [supportOf("js"), nameCompletion("js", () => names)]});
  // on a busy machine a new state leaves off parsing before the end
  ensureSyntaxTree(state, doc.length, Infinity);
  return {pos, state: state.update({}).state};
}

/** What is offered at `|`, and the text that would be replaced. */
async function offered(marked: string, explicit = true) {
  const {pos, state} = stateAt(marked);
  // the grammar's own sources, keywords and what is declared above, are not these tests' subject
  const source = state.languageDataAt<CompletionSource>("autocomplete", pos).at(-1)!;
  const result: CompletionResult | null = await source(new CompletionContext(state, pos, explicit));
  return result && {options: result.options, text: state.sliceDoc(result.from, result.to ?? pos)};
}
const labels = async (marked: string, explicit?: boolean) =>
  (await offered(marked, explicit))?.options.map(({label}) => label) ?? [];

/** What a pointer sees that rests at `|`. */
function hovered(marked: string) {
  const {pos, state} = stateAt(marked);
  return describe(state, syntaxTree(state).resolveInner(pos), names);
}

test.each(["blocks.mgic(x, {gr|})", "blocks.mgic(x, {kernel: 3, gr|", "blocks.mgic(x, {kernel: 3,\n  gr|"])(
  "an option's name is completed in %s",
  async (marked) => {
    const found = await offered(marked);
    expect(found?.text).toBe("gr");
    expect(found?.options).toContainEqual(
      expect.objectContaining({
        label: "groupSize",
        type: "property",
        detail: expect.stringContaining("number") as string
      })
    );
  }
);

test("options are offered by the place of the argument", async () => {
  expect(await labels('models.edgeNeXt("small", {|})')).toContain("globalBlocks");
  expect(await labels("design.solve({|})")).toContain("budget");
  expect(await labels("design.solve({}, {|})")).toContain("signal");
  expect(await labels("design.solve({}, {|})")).not.toContain("budget");
});

test("no global is offered at the place of a property's name", async () => {
  expect(await labels("blocks.mgic(x, {|})")).not.toContain("globalName");
  expect(await labels("someFunction({|})")).toEqual([]);
  expect(await labels("a = {b: 1, |}")).toEqual([]);
  expect(await labels("blocks.mgic(x, {schedule: {|}})")).toEqual([]);
});

test("globals are offered for an option's value", async () => {
  expect(await labels("blocks.mgic(x, {width: gl|})")).toEqual(["globalName"]);
  expect(await labels("blocks.mgic(|)")).toEqual(["globalName"]);
});

test("an option that is written already is not offered again", async () => {
  const found = await labels("blocks.mgic(x, {kernel: 3, |, groupSize: 8})");
  expect(found).toContain("stride");
  expect(found).not.toContain("kernel");
  expect(found).not.toContain("groupSize");
});

test("a brace alone opens no list", async () => {
  expect(await labels("blocks.mgic(x, {|})", false)).toEqual([]);
});

test.each(['models.resNet("|")', 'models.resNet("|', "models.resNet('5|0')"])(
  "names of configurations are completed in %s",
  async (marked) => {
    expect(await labels(marked, false)).toEqual(["18", "34", "50", "101", "152"]);
  }
);

test("a name replaces the whole text of the string", async () => {
  expect((await offered('models.edgeNeXt("sm|all")'))?.text).toBe("small");
});

test("nothing is offered in other strings", async () => {
  expect(await labels('models.edgeNeXt("small", "|")')).toEqual([]);
  expect(await labels('console.log("|")')).toEqual([]);
});

test("hovering an option says its type, its default and its sentence", () => {
  expect(hovered("blocks.waveMix(x, {le|vels: 2})")).toEqual({
    title: "levels?: number = 1",
    text: "Haar levels L; 1 is WaveMix-Lite. Height and width must be divisible by 2^L."
  });
  expect(hovered("blocks.classifier(x, {clas|ses: 2})")?.title).toBe("classes: number");
});

test("hovering a property of any other object says nothing", () => {
  expect(hovered("a = {le|vels: 2}")).toBeUndefined();
  expect(hovered("blocks.waveMix(x, {other|: 2})")).toBeUndefined();
});
