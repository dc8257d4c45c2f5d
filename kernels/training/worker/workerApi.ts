import {transfer, type ProxyMarked} from "comlink";
import type {Probe, Device, Job, Listener, Saved} from "./executor.ts";
import {respond, type Question} from "./respond.ts";
import {Session, type Machine, type Surroundings} from "./session.ts";
import type {Activation, Prediction} from "./samples.ts";
import type {Update} from "../run/update.ts";

/** What the page calls. Each answer comes between two steps of training. */
export interface WorkerApi extends Probe {
  open(job: Job, machine: Machine, listener: Listener & ProxyMarked): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  pause(): Promise<void>;
  extend(epochs: number): Promise<void>;
  stop(): Promise<void>;
  /** Asks a network that does not train; needs no session. */
  respond(question: Question, machine: Machine): Promise<Activation[]>;
}

/** The worker's side: one session, whose columns and files are handed over rather than copied. */
export function workerApi(surroundings: Surroundings): WorkerApi {
  let session: Session | null = null;
  const current = (): Session => {
    if (!session) throw new Error("the worker has nothing to train yet");
    return session;
  };
  return {
    async open(job, machine, listener) {
      session = await Session.open(job, machine, transferring(listener), surroundings);
    },
    resume: () => current().resume(),
    step: () => current().step(),
    pause: () => current().pause(),
    extend: (epochs) => current().extend(epochs),
    stop: async () => session?.stop(),
    respond: async (question, machine) => {
      const answers = await respond(question, machine);
      return transfer(
        answers,
        answers.map(({data}) => data.buffer as ArrayBuffer)
      );
    },
    weights: () => current().weights(),
    predict: async (samples) => handPrediction(await current().predict(samples)),
    activation: async (path, samples) => hand(await current().activation(path, samples)),
    inputGradient: async (path, unit, samples) => hand(await current().inputGradient(path, unit, samples)),
    effectiveField: async (path, unit, samples) => hand(await current().effectiveField(path, unit, samples))
  };
}

function transferring(listener: Listener): Listener {
  return {
    opened: (device: Device) => void listener.opened({...device}),
    update: ({part, ...rest}: Update) =>
      void listener.update(transfer({part, ...rest}, [part.loss.buffer, part.accuracy.buffer])),
    saved: ({checkpoint, weights, step}: Saved) =>
      void listener.saved(
        transfer({checkpoint, weights, step}, [
          checkpoint.buffer,
          ...(weights ? [weights.buffer] : [])
        ] as ArrayBuffer[])
      ),
    failed: (message) => void listener.failed(message)
  };
}

function hand(activation: Activation): Activation {
  return transfer(activation, [activation.data.buffer as ArrayBuffer]);
}

function handPrediction(prediction: Prediction): Prediction {
  const {labels, probabilities, scores} = prediction;
  return transfer(prediction, [labels.buffer, probabilities.buffer, scores.buffer] as ArrayBuffer[]);
}
