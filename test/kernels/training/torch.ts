import {execFileSync, spawnSync} from "node:child_process";

const python = process.env.SUBBAND_PYTHON ?? "/usr/bin/python3";

/** Whether a Python with PyTorch is installed here; tests that compare with it are skipped where it is not. */
export const hasTorch = spawnSync(python, ["-c", "import torch"]).status === 0;

/** Runs Python source; what it prints as JSON comes back. */
export function runPython(source: string, input: unknown): unknown {
  return JSON.parse(
    execFileSync(python, ["-c", source], {input: JSON.stringify(input), maxBuffer: 1 << 28}).toString()
  );
}
