// A worker that opens everything and then never answers again: what a hung kernel would look like.
import {expose} from "comlink";
import type {Listener} from "../../../../kernels/training/worker/executor.ts";

let listener: Listener;

expose({
  open(_job: unknown, _machine: unknown, given: Listener) {
    listener = given;
  },
  resume() {
    const part = {from: 0, loss: new Float32Array(1), accuracy: new Float32Array(1), test: []};
    const numbers = {step: 1, steps: 22, epoch: 0, epochs: 1, rate: 1, seconds: 1, eta: 1};
    listener.update({status: "running", ...numbers, part, error: null});
    for (;;);
  },
  weights: () => undefined,
  stop: () => undefined
});
