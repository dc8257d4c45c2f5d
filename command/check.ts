import {readFile} from "node:fs/promises";
import path from "node:path";
import {codeOf} from "../host/systemError.ts";
import {writeAtomically} from "../host/writeAtomically.ts";
import {type NotebookCheck, checkNotebook} from "./checkNotebook.ts";
import {problemsOf} from "./problems.ts";

async function checkFile(file: string): Promise<NotebookCheck> {
  try {
    return checkNotebook(file, await readFile(file));
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Error(code === "ENOENT" ? `no such notebook: ${file}` : `cannot read ${file}: ${code}`, {cause: error});
  }
}

/** Reads, analyses and writes back notebooks, and runs nothing. Returns the exit code: 1 where something is wrong. */
export async function check({notebooks, json}: {notebooks: readonly string[]; json?: string}): Promise<number> {
  const checks: NotebookCheck[] = [];
  for (const file of notebooks) checks.push(await checkFile(file));
  let wrong = 0;
  for (const each of checks) {
    const problems = problemsOf(each);
    wrong += problems.length;
    console.log(`${each.file}: ${each.cells} cells, ${problems.length === 0 ? "ok" : `${problems.length} wrong`}`);
    for (const problem of problems) console.log(`  ${problem}`);
  }
  if (json !== undefined)
    await writeAtomically(path.resolve(json), [Buffer.from(`${JSON.stringify({notebooks: checks}, null, 2)}\n`)]);
  return wrong === 0 ? 0 : 1;
}
