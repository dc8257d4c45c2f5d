import type {HostEvent, Report, RunRequest} from "./api.ts";
import {createEvents} from "./events.ts";
import {createHandler, type Handler} from "./handler.ts";
import {makePrivateFolder, readSalt} from "./home.ts";
import {createJournal} from "./journal.ts";
import {createNotebooks} from "./notebooks.ts";
import type {Origins} from "./origins.ts";
import type {Route} from "./route.ts";
import {assetRoutes} from "./routes/assets.ts";
import {attachmentRoutes} from "./routes/attachments.ts";
import {eventRoutes} from "./routes/events.ts";
import {fileRoutes} from "./routes/files.ts";
import {notebookRoutes} from "./routes/notebooks.ts";
import {reportRoutes} from "./routes/report.ts";
import {runRoutes} from "./routes/runs.ts";
import {sessionRoutes} from "./routes/session.ts";
import {createRuns} from "./runs.ts";
import {createSessions} from "./session.ts";
import {createTrust} from "./trust.ts";
import {watchWorkspace} from "./watchWorkspace.ts";
import {openWorkspace} from "./workspace.ts";

export interface HostOptions {
  readonly origins: Origins;
  /** The folder whose files are shown and edited. */
  readonly workspace: string;
  /** Where the journal, trust and the like are kept; made if missing. */
  readonly home: string;
  /** What was built for the browser: dist/renderer. */
  readonly assets: string;
  readonly version: string;
  /** SHA-256 of the notebooks that ship: trusted wherever they lie. */
  readonly shipped: ReadonlySet<string>;
  /** A run from the command line: its notebook is trusted, reports are received, and nothing is left beside it. */
  readonly run?: {readonly request: RunRequest; readonly receive: (report: Report) => void};
  /** What a mount adds: the desktop's own routes. */
  readonly routes?: readonly Route[];
  /** Told each time the number of pages that listen for events changes. */
  readonly listening?: (streams: number) => void;
  readonly now?: () => number;
  readonly log?: (message: string, error: unknown) => void;
}

/** Everything that needs authority, behind one function. */
export interface Host {
  readonly handle: Handler;
  /** The workspace's real path. */
  readonly workspace: string;
  /** A new one-time code for a launch address, `#code=…`; for one window where `windowId` is given. */
  launchCode(windowId?: number): string;
  /** Sends an event to every page that listens. */
  publish(event: HostEvent): void;
  /** Ends the streams and the watch; what is being written is finished by its own request. */
  close(): void;
}

/** Opens the workspace and the home folder. Throws where there is no such folder. */
export async function createHost({
  origins,
  workspace: folder,
  home,
  assets,
  version,
  shipped,
  run,
  routes = [],
  listening = () => {},
  now,
  log = (message, error) => console.error(message, error)
}: HostOptions): Promise<Host> {
  makePrivateFolder(home);
  const workspace = openWorkspace(folder);
  const notebooks = createNotebooks(await readSalt(home));
  const sessions = createSessions(now);
  const trust = createTrust(home, shipped);
  const journal = createJournal(home);
  const runs = createRuns(run === undefined ? undefined : home);
  const watch = watchWorkspace(workspace, (event) => events.publish(event));
  const events = createEvents((streams) => {
    // Nobody listens, nobody watches.
    if (streams > 0) void watch.start();
    else watch.stop();
    listening(streams);
  });
  const table: Route[] = [
    ...sessionRoutes(sessions, {name: "subband", version, run: run?.request}),
    ...fileRoutes({workspace, trust, journal, notebooks}),
    ...notebookRoutes({workspace, trust, journal, notebooks, origins, consented: run?.request.path}),
    ...runRoutes(runs, notebooks),
    ...eventRoutes(events, watch),
    ...(run === undefined ? [] : reportRoutes(run.receive)),
    ...routes,
    ...attachmentRoutes(),
    ...assetRoutes(assets)
  ];
  return {
    handle: createHandler({routes: table, origins, notebooks, sessions, log}),
    workspace: workspace.root,
    launchCode: (windowId) => sessions.code(windowId),
    publish: (event) => events.publish(event),
    close() {
      events.close();
      watch.stop();
    }
  };
}
