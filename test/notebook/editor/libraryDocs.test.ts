import {execFileSync} from "node:child_process";
import {expect, test} from "vitest";
import docs from "../../../renderer/notebook/editor/library-docs.json" with {type: "json"};

test("what completion says of the library is what the sources say", () => {
  expect(() =>
    execFileSync(process.execPath, ["scripts/document-library.mjs", "--check"], {stdio: "pipe"})
  ).not.toThrow();
});

test("every entry has a call and a sentence", () => {
  for (const [path, {call, text}] of Object.entries(docs)) {
    expect(call, path).toContain(`${path.split(".").at(-1)}(`);
    expect(text, path).not.toBe("");
  }
});
