import {chooseBackend, type BackendName} from "../../kernels/tensors/backend.ts";
import {judge, type Verdict} from "./verdict.ts";

/** In the page: the backend that runs, and its verdict on a case given in base64. */
const reference = {
  async start(backend: BackendName): Promise<string> {
    return (await chooseBackend(backend, {wasmPath: {}})).backend;
  },
  judge(base64: string, backend: BackendName): Promise<Verdict> {
    return judge(
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
      backend
    );
  }
};

export type ReferencePage = typeof reference;

Object.assign(globalThis, {reference});
