import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {build} from "esbuild";
import {type BrowserContext, chromium, type Frame, type Page} from "playwright-core";
import {inject} from "vitest";
import type {Report, RunRequest} from "../../host/api.ts";
import {createHost, type Host} from "../../host/host.ts";
import {httpOrigins} from "../../host/origins.ts";
import {prepareProfile} from "../../host/profile.ts";
import {reservePort, type Reservation} from "../../host/server.ts";
import {findBrowser} from "../browser/find.ts";
import {flags} from "../browser/launch.ts";

/** A host that really runs, on a workspace and a home of its own, with the shell and a page for notebooks. */
export interface ShellHost {
  readonly workspace: string;
  readonly home: string;
  readonly port: number;
  readonly origin: string;
  /** Every request so far, as `GET http://…`. */
  readonly requests: string[];
  /** The same with who asked and how it was answered. */
  readonly answers: {line: string; initiator: string; status: number}[];
  readonly reports: Report[];
  readonly host: Host;
  /** What a file of the workspace holds. */
  read(file: string): string;
  put(file: string, text: string): void;
  address(more?: string): string;
  /** Opens a window in a profile of its own. */
  open(options?: {more?: string; context?: ContextOptions; browser?: string}): Promise<ShellWindow>;
  /** Stops answering, as a killed process would, and begins again on the same port, workspace and home. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface ShellWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the shell wrote to its console as an error, and what it threw. */
  readonly errors: string[];
  /** The frame of the notebook that is seen. */
  notebook(): Promise<Frame>;
  close(): Promise<void>;
}

type ContextOptions = Parameters<Awaited<ReturnType<typeof chromium.connect>>["newContext"]>[0];

const viewport = {width: 1280, height: 800};

async function newContext(options: ContextOptions = {}, address: string = inject("browser")) {
  const browser = await chromium.connect(address);
  const context = await browser.newContext({viewport, ...options});
  // Everything here takes milliseconds; what does not come within seconds does not come.
  context.setDefaultTimeout(20_000);
  return {context, close: () => browser.close()};
}

/** A browser of its own on a profile that the host prepared. */
async function ownBrowser(folder: string) {
  const profile = path.join(folder, `profile-${Math.random().toString(36).slice(2)}`);
  prepareProfile(profile);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless: true,
    args: flags,
    viewport
  });
  context.setDefaultTimeout(20_000);
  return {context, close: () => Promise.resolve()};
}

let assets: Promise<string> | undefined;

/** Bundles the shell and the stub of a notebook's page once for the test file. */
export function bundleAssets(): Promise<string> {
  assets ??= (async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "subband-assets-"));
    const shared = {bundle: true, format: "esm", target: "es2023", outdir: folder, logLevel: "warning"} as const;
    await build({...shared, entryPoints: {shell: "renderer/shell/main.ts"}});
    await build({...shared, entryPoints: {notebook: "test/shell/stubFrame.ts"}});
    writeFileSync(path.join(folder, "index.html"), readFileSync("renderer/shell/index.html"));
    writeFileSync(path.join(folder, "notebook.html"), readFileSync("test/shell/stub.html"));
    return folder;
  })();
  return assets;
}

export interface ShellOptions {
  readonly files?: Readonly<Record<string, string>>;
  /** Trust the whole workspace, as if the person had. */
  readonly trusted?: boolean;
  readonly run?: RunRequest;
  /** What to serve instead of the stub: dist/renderer. */
  readonly assets?: string;
  /** Open windows in a browser of its own, with a profile as `npm start` makes it. */
  readonly ownBrowser?: boolean;
}

export async function openShell({
  files = {},
  trusted = true,
  run,
  assets: own,
  ownBrowser: alone = false
}: ShellOptions = {}): Promise<ShellHost> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "subband-shell-"));
  const workspace = path.join(folder, "workspace");
  const home = path.join(folder, "home");
  mkdirSync(workspace);
  mkdirSync(home);
  const put = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(workspace, file)), {recursive: true});
    writeFileSync(path.join(workspace, file), text);
  };
  for (const [file, text] of Object.entries(files)) put(file, text);
  if (trusted) writeFileSync(path.join(home, "trust.json"), JSON.stringify({contents: {}, folders: [workspace]}));

  const requests: string[] = [];
  const answers: ShellHost["answers"] = [];
  const reports: Report[] = [];
  const pages = own ?? (await bundleAssets());
  let reservation: Reservation;
  let host: Host;
  async function begin(port?: number) {
    reservation = await reservePort({exact: port});
    host = await createHost({
      origins: httpOrigins(reservation.port),
      workspace,
      home,
      assets: pages,
      version: "test",
      shipped: new Set(),
      ...(run && {run: {request: run, receive: (report: Report) => void reports.push(report)}})
    });
    const {handle} = host;
    reservation.serve(async (request, context) => {
      const line = `${request.method} ${request.url}`;
      requests.push(line);
      const response = await handle(request, context);
      answers.push({line, initiator: context.initiator, status: response.status});
      return response;
    });
  }
  await begin();
  const port = reservation!.port;
  const origin = `http://app.localhost:${port}`;
  const windows: ShellWindow[] = [];
  const address = (more = "") => `${origin}/#code=${host.launchCode()}${more}`;

  return {
    workspace,
    home,
    port,
    origin,
    requests,
    answers,
    reports,
    get host() {
      return host;
    },
    read: (file) => readFileSync(path.join(workspace, file), "utf8"),
    put,
    address,
    async open({more = "", context: options, browser} = {}) {
      const {context, close} = alone ? await ownBrowser(folder) : await newContext(options, browser);
      const page = context.pages()[0] ?? (await context.newPage());
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" && message.location().url.startsWith(origin)) errors.push(message.text());
      });
      await page.goto(address(more));
      const window: ShellWindow = {
        page,
        context,
        errors,
        async notebook() {
          const element = await page.waitForSelector("iframe.shown");
          const frame = await element.contentFrame();
          if (frame === null) throw new Error("the notebook has no frame");
          await frame.waitForFunction(() => Reflect.get(globalThis, "stub") !== undefined);
          return frame;
        },
        async close() {
          await context.close();
          await close();
        }
      };
      windows.push(window);
      return window;
    },
    async restart() {
      host.close();
      await reservation.close();
      await begin(port);
    },
    async close() {
      await Promise.all(windows.map((window) => window.close()));
      host.close();
      await reservation.close();
      rmSync(folder, {recursive: true, force: true});
    }
  };
}
