import {readdirSync, readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {checkNotebook} from "../../command/checkNotebook.ts";
import {problemsOf} from "../../command/problems.ts";

const shipped = readdirSync("notebooks").filter((name) => name.endsWith(".html"));

test("notebooks ship", () => expect(shipped).not.toEqual([]));

test.each(shipped)("%s is sound", (name) => {
  const check = checkNotebook(name, readFileSync(`notebooks/${name}`));
  expect(problemsOf(check)).toEqual([]);
  expect(check.remarks).toEqual([]);
});
