import {spawnSync} from "node:child_process";

/** Debian's own python has Debian's torch, whatever else is called python3. */
const interpreters = ["/usr/bin/python3", "python3"];

/** The same step in PyTorch with two threads, as a line; says so where there is no torch. */
export function torchStep(batch: number, rounds: number): string {
  for (const python of interpreters) {
    const {status, stdout} = spawnSync(python, ["bench/training-step/torch_step.py", String(batch), String(rounds)], {
      encoding: "utf8"
    });
    if (status === 0) return stdout.trim();
  }
  return `no PyTorch: no torch in ${interpreters.join(", ")}`;
}
