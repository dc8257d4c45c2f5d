import {spawnSync} from "node:child_process";

/** The same step in PyTorch with two threads, as a line; says so where python3 has no torch. */
export function torchStep(batch: number, rounds: number): string {
  const {status, stdout} = spawnSync("python3", ["bench/training-step/torch_step.py", String(batch), String(rounds)], {
    encoding: "utf8"
  });
  return status === 0 ? stdout.trim() : "no PyTorch: python3 has no torch";
}
