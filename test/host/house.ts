import {mkdtempSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {createHost, type Host, type HostOptions} from "../../host/host.ts";
import type {Origins} from "../../host/origins.ts";

/** A workspace, a home and built pages in a temporary folder, with a host over them. */
export interface House {
  readonly folder: string;
  readonly workspace: string;
  readonly home: string;
  readonly assets: string;
  /** What the host logged as its own fault. */
  readonly faults: unknown[];
  host(origins: Origins, options?: Partial<HostOptions>): Promise<Host>;
  remove(): void;
}

/** A small notebook. */
export const notebookText = '<!doctype html>\n<notebook theme="air">\n  <title>One</title>\n</notebook>\n';

/** Makes the folders, and fills them with one of everything. */
export function makeHouse(): House {
  const folder = mkdtempSync(path.join(os.tmpdir(), "subband-test-"));
  const [workspace, home, assets] = ["workspace", "home", "renderer"].map((name) => path.join(folder, name));
  const write = (name: string, content: string | Uint8Array) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), {recursive: true});
    writeFileSync(file, content);
  };
  write("workspace/one.html", notebookText);
  write("workspace/data/values.csv", "a,b\n1,2\n");
  write("workspace/data/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  write("workspace/deep/two.html", notebookText.replace("One", "Two"));
  write("workspace/.git/config", "secret");
  write("outside.txt", "outside");
  write("renderer/index.html", "<!doctype html><title>shell</title>");
  write("renderer/notebook.html", "<!doctype html><title>notebook</title>");
  write("renderer/shell.js", "export {};");
  write("renderer/notebook.js", "export {};");
  write("renderer/worker.js", "export {};");
  write("renderer/design-worker.js", "export {};");
  write("renderer/chunks/part-ABCDEFGH.js", "export {};");
  write("renderer/lib/d3.js", "export {};");
  write("renderer/wasm/kernels.wasm", new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  const faults: unknown[] = [];
  return {
    folder,
    workspace,
    home,
    assets,
    faults,
    host: (origins, options = {}) =>
      createHost({
        origins,
        workspace,
        home,
        assets,
        version: "0.0.0",
        shipped: new Set(),
        log: (_message, error) => faults.push(error),
        ...options
      }),
    remove: () => rmSync(folder, {recursive: true, force: true})
  };
}
