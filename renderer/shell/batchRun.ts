import type {BatchRun} from "../protocol/api.ts";
import {after} from "./after.ts";
import {element} from "./element.ts";
import {followEvents} from "./events.ts";
import {mountFrame} from "./frame.ts";
import type {Host} from "./host.ts";
import {OpenNotebook} from "./openNotebook.ts";
import type {Surroundings} from "./surroundings.ts";
import {words} from "../protocol/words.ts";

/** How often the cell that is at work is named while nothing else is said, in milliseconds. */
const nameEvery = 5000;

/** Runs one notebook for the command line and shows nothing but it. */
export async function runBatch(given: Host, run: BatchRun): Promise<void> {
  let said = true;
  const host: Host = {
    ...given,
    report: (report) => {
      said = true;
      return given.report(report);
    }
  };
  const frames = element("div", {class: "frames"});
  document.body.replaceChildren(frames);
  const around: Surroundings = {
    host,
    mount: (origin, title, events) => {
      const frame = mountFrame(frames, origin, title, events);
      frame.element.classList.add("shown");
      return frame;
    },
    autosave: () => false,
    after,
    now: Date.now,
    settle: () => Promise.resolve(null),
    reopen: () => undefined,
    download: () => undefined,
    link: () => undefined,
    shortcut: () => undefined,
    say: (text) => void host.report({type: "progress", text})
  };
  // Nothing that happens outside matters here; but the host sees by the stream's end that this page is gone.
  void followEvents((signal) => host.events(signal), {
    receive: () => undefined,
    connected: () => undefined,
    signal: new AbortController().signal
  });
  try {
    const notebook = await OpenNotebook.open(around, run.path, {batch: {set: run.set, backend: run.backend}});
    setInterval(() => {
      const cell = notebook.slow.value ?? notebook.status.value?.running ?? null;
      if (!said && cell !== null) void given.report({type: "progress", text: `cell ${cell} is still running`});
      said = false;
    }, nameEvery);
  } catch (error) {
    await host.report({type: "end", error: words(error)});
  }
}
