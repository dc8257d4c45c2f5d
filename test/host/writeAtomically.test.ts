import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {build} from "esbuild";
import {afterAll, beforeEach, expect, test} from "vitest";
import {writeAtomically} from "../../host/writeAtomically.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "subband-test-"));
const target = path.join(folder, "file.txt");

beforeEach(() => writeFileSync(target, "old"));
afterAll(() => rmSync(folder, {recursive: true}));

test("a process that is killed while it writes leaves the old file", async () => {
  const program = path.join(folder, "writer.mjs");
  await build({
    entryPoints: ["test/host/slowWriter.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program
  });
  const child = spawn(process.execPath, [program, target], {stdio: ["ignore", "pipe", "inherit"]});
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(readFileSync(target, "utf8")).toBe("old");
  // What it had written so far is a hidden file beside it, and the next write is not in its way.
  const left = readdirSync(folder).filter((name) => name.endsWith(".tmp"));
  expect(left).toHaveLength(1);
  expect(left[0]).toMatch(/^\./);
  await writeAtomically(target, [Buffer.from("new")]);
  expect(readFileSync(target, "utf8")).toBe("new");
  for (const name of [program, path.join(folder, left[0])]) rmSync(name);
});

test("a source that fails half-way leaves the old file and nothing else", async () => {
  async function* failing() {
    yield Buffer.from("new");
    throw new Error("lost the connection");
  }
  await expect(writeAtomically(target, failing())).rejects.toThrow("lost the connection");
  expect(readFileSync(target, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["file.txt"]);
});

test("a commit that throws leaves the old file and nothing else", async () => {
  const commit = () => Promise.reject(new Error("changed meanwhile"));
  await expect(writeAtomically(target, [Buffer.from("new")], {commit})).rejects.toThrow("changed meanwhile");
  expect(readFileSync(target, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["file.txt"]);
});

test("the name holds the old content until the move and the new one after it", async () => {
  await writeAtomically(target, [Buffer.from("n"), Buffer.from("ew")], {
    async commit(written, move) {
      expect(written).toEqual({
        size: 3,
        hash: "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"
      });
      expect(readFileSync(target, "utf8")).toBe("old");
      await move();
      expect(readFileSync(target, "utf8")).toBe("new");
    }
  });
});

test("a file that must be new does not replace one", async () => {
  await expect(writeAtomically(target, [Buffer.from("new")], {isNew: true})).rejects.toMatchObject({code: "EEXIST"});
  expect(readFileSync(target, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["file.txt"]);
});

test.skipIf(process.platform === "win32")("a mode is kept exactly", async () => {
  await writeAtomically(target, [Buffer.from("new")], {mode: 0o640});
  expect(statSync(target).mode & 0o777).toBe(0o640);
});
