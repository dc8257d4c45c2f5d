import {describe, expect, test} from "vitest";
import type {FromShell, Message} from "../../renderer/protocol/messages.ts";
import {runStore} from "../../renderer/shell/runStore.ts";

const fingerprint = "a".repeat(64);

function open() {
  const files = new Map<string, Uint8Array<ArrayBuffer>>([["plan.json", new Uint8Array([1, 2])]]);
  const asked: string[] = [];
  const answers: Message<FromShell, "stored">[] = [];
  const host = {
    async runs(id: string) {
      asked.push(`list ${id}`);
      return {runs: [{fingerprint, files: [...files.keys()].map((name) => ({name}))}]};
    },
    async run(id: string, run: string, name: string) {
      asked.push(`get ${id} ${run.slice(0, 2)} ${name}`);
      return files.get(name) ?? null;
    },
    async putRun(id: string, run: string, name: string, bytes: Uint8Array<ArrayBuffer>) {
      if (name.includes("/")) throw new Error(`invalid path: ${name}`);
      asked.push(`put ${id} ${run.slice(0, 2)} ${name}`);
      files.set(name, bytes);
    },
    async removeRun(id: string, run: string, name?: string) {
      asked.push(`delete ${id} ${run.slice(0, 2)} ${name ?? "all"}`);
    }
  };
  const store = runStore(host, "mine", (message) => answers.push(message));
  const ask = async (message: Record<string, unknown>) => {
    await store({type: "store", request: answers.length + 1, ...message} as never);
    return answers[answers.length - 1];
  };
  return {ask, asked, files};
}

describe("the store of a notebook's runs", () => {
  test("gives a file, and null for one that is not there without asking for it", async () => {
    const {ask, asked} = open();
    expect(await ask({operation: "get", fingerprint, file: "plan.json"})).toEqual({
      type: "stored",
      request: 1,
      bytes: new Uint8Array([1, 2])
    });
    expect(await ask({operation: "get", fingerprint, file: "weights"})).toMatchObject({request: 2, bytes: null});
    expect(asked.filter((line) => line.startsWith("get"))).toEqual(["get mine aa plan.json"]);
  });

  test("lists runs, and the files of one", async () => {
    const {ask} = open();
    expect((await ask({operation: "list"})).names).toEqual([fingerprint]);
    expect((await ask({operation: "list", fingerprint})).names).toEqual(["plan.json"]);
    expect((await ask({operation: "list", fingerprint: "b"})).names).toEqual([]);
  });

  test("writes and deletes under the notebook's own id only", async () => {
    const {ask, asked} = open();
    await ask({operation: "put", fingerprint, file: "history.json", bytes: new Uint8Array(3)});
    await ask({operation: "delete", fingerprint});
    expect(asked).toEqual(["put mine aa history.json", "delete mine aa all"]);
  });

  test.each([
    [{operation: "get"}, "missing fingerprint; get needs one"],
    [{operation: "get", fingerprint}, "missing file; get needs one"],
    [{operation: "put", fingerprint, file: "a"}, "missing bytes; put needs them"],
    [{operation: "put", fingerprint, file: "../a", bytes: new Uint8Array(1)}, "invalid path: ../a"]
  ])("answers a request that cannot be met in words: %j", async (message, error) => {
    expect(await open().ask(message)).toMatchObject({type: "stored", error});
  });
});
