/** Where runs are kept, by fingerprint: a few files each, replaced as wholes. */
export interface RunStorage {
  /** null if there is no such file. */
  read(fingerprint: string, file: string): Promise<Uint8Array | null>;
  write(fingerprint: string, file: string, bytes: Uint8Array): Promise<void>;
  /** Removes all files of a run. */
  remove(fingerprint: string): Promise<void>;
}

/** Keeps runs as long as the page lives. */
export function memoryStorage(): RunStorage {
  const runs = new Map<string, Map<string, Uint8Array>>();
  return {
    async read(fingerprint, file) {
      return runs.get(fingerprint)?.get(file)?.slice() ?? null;
    },
    async write(fingerprint, file, bytes) {
      if (!runs.has(fingerprint)) runs.set(fingerprint, new Map());
      runs.get(fingerprint)!.set(file, bytes.slice());
    },
    async remove(fingerprint) {
      runs.delete(fingerprint);
    }
  };
}
