import {existsSync, statSync} from "node:fs";
import {mkdtemp, rm} from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type {Report} from "../host/api.ts";
import {findBrowser, installBrowser} from "../host/browser.ts";
import {createHost} from "../host/host.ts";
import type {Installation} from "../host/installation.ts";
import {httpOrigins} from "../host/origins.ts";
import {reservePort} from "../host/server.ts";
import {writeAtomically} from "../host/writeAtomically.ts";
import type {Backend} from "./arguments.ts";
import {createDeadline} from "./deadline.ts";
import {openHeadless} from "./headless.ts";
import {createProgress} from "./progress.ts";
import {summary} from "./summary.ts";
import {createWatchdog} from "./watchdog.ts";

type End = Extract<Report, {type: "end"}>;

/** The exit code of a process that was interrupted. */
const interrupted = 130;

function checkPlaces(notebook: string, json: string | undefined): void {
  if (!statSync(notebook, {throwIfNoEntry: false})?.isFile()) throw new Error(`no such notebook: ${notebook}`);
  // Rather now than after the training.
  if (json !== undefined && !existsSync(path.dirname(path.resolve(json))))
    throw new Error(`no such folder: ${path.dirname(json)} (--json ${json})`);
}

/** Prints what came out and writes it; returns the exit code. */
async function finish({report, error}: End, json: string | undefined): Promise<number> {
  if (report !== undefined) {
    if (json !== undefined) await writeAtomically(path.resolve(json), [Buffer.from(`${report}\n`)]);
    for (const line of summary(JSON.parse(report))) console.log(line);
  }
  if (error === undefined) return 0;
  console.error(error);
  return 1;
}

/**
 * Runs a notebook with all its training runs in a browser without a window, as the page would: the same host, the same
 * pages. Nothing is left beside the notebook. Returns the exit code: 1 with the error of the cell that failed, 130 when
 * interrupted. Throws where it cannot begin.
 */
export async function run(
  {
    notebook,
    json,
    set,
    backend,
    timeout
  }: {notebook: string; json?: string; set: Readonly<Record<string, string>>; backend: Backend; timeout: number},
  installation: Installation
): Promise<number> {
  checkPlaces(notebook, json);
  const browser = findBrowser() ?? installBrowser();
  const temporary = await mkdtemp(path.join(os.tmpdir(), "subband-run-"));
  const reservation = await reservePort({});
  const progress = createProgress(process.stderr);
  const file = path.resolve(notebook);
  let finished!: (end: End) => void;
  const end = new Promise<End>((resolve) => (finished = resolve));
  const watchdog = createWatchdog((error) => finished({type: "end", error}));
  const deadline = createDeadline(timeout, (error) => finished({type: "end", error: `${notebook} ${error}`}));
  let stopped = false;
  const stop = () => {
    stopped = true;
    finished({type: "end"});
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  const origins = httpOrigins(reservation.port);
  const host = await createHost({
    origins,
    workspace: path.dirname(file),
    home: path.join(temporary, "home"),
    assets: installation.assets,
    version: installation.version,
    shipped: installation.shipped,
    listening: (streams) => watchdog.present(streams > 0),
    run: {
      request: {path: path.basename(file), set, backend},
      receive(report) {
        if (report.type === "end") finished(report);
        else {
          deadline.heard(report.text);
          progress.show(report.text, report.fraction);
        }
      }
    }
  });
  reservation.serve((request, context) => {
    // The page asks what to do: it is there.
    if (new URL(request.url).pathname === "/api/about") watchdog.present(true);
    return host.handle(request, context);
  });
  try {
    const headless = await openHeadless(browser, `${origins.shell}/#code=${host.launchCode()}`, {
      folder: temporary,
      backend
    });
    try {
      void headless.ended.then((why) => finished({type: "end", error: why}));
      const result = await end;
      progress.end();
      return stopped ? interrupted : await finish(result, json);
    } finally {
      await headless.close();
    }
  } finally {
    watchdog.stop();
    deadline.stop();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, stop);
    host.close();
    await reservation.close();
    await rm(temporary, {recursive: true, force: true, maxRetries: 5});
  }
}
