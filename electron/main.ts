// The desktop program: a second, thin mount of the host. What it decides is decided in policy/.
import {existsSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import path from "node:path";
import {app, type BrowserWindow, dialog, Menu, powerSaveBlocker, protocol, session} from "electron/main";
import {shell} from "electron/common";
import {homeFolder, makePrivateFolder, readJsonFile} from "../host/home.ts";
import {createHost, type Host} from "../host/host.ts";
import {readInstallation} from "../host/installation.ts";
import {appOrigins} from "../host/origins.ts";
import {guardContents, guardSession} from "./guard.ts";
import {menuTemplate} from "./menu.ts";
import {mountHost} from "./mount.ts";
import {chooseGraphics, mergeFeatures} from "./policy/graphics.ts";
import {openable, openQueue, pathInside} from "./policy/openFiles.ts";
import {appScheme} from "./scheme.ts";
import {desktopRoutes, type ShellPort} from "./shellPort.ts";
import {openWindow} from "./window.ts";

// Before ready, before anything is awaited: Electron reads these while it starts.
protocol.registerSchemesAsPrivileged([appScheme]);
app.enableSandbox();
// A lost graphics card would otherwise cost the notebook's origin its WebGL until the program ends.
app.disableDomainBlockingFor3DAPIs();

const dist = path.dirname(import.meta.dirname);
const home = makePrivateFolder(homeFolder());
const marker = path.join(home, "gpu-attempt");
const settings = readJsonFile(path.join(home, "desktop.json")) as {graphics?: unknown} | undefined;
const graphics = chooseGraphics(settings?.graphics, existsSync(marker) ? readFileSync(marker, "utf8") : undefined);
for (const [name, value] of graphics.switches) {
  const merged = name.endsWith("-features") ? mergeFeatures(app.commandLine.getSwitchValue(name), value ?? "") : value;
  app.commandLine.appendSwitch(name, merged);
}
if (graphics.withoutAcceleration) app.disableHardwareAcceleration();

const queue = openQueue();
app.on("open-file", (event, file) => {
  event.preventDefault();
  queue.add(file);
});
app.on("web-contents-created", (_, contents) => guardContents(contents));

const look = (file: string) => {
  const found = statSync(file, {throwIfNoEntry: false});
  return found?.isFile() ? "file" : found?.isDirectory() ? "folder" : undefined;
};

/** A start that lives for 20 seconds has proved its graphics. */
const proofAfter = 20_000;

async function run(): Promise<void> {
  writeFileSync(marker, graphics.level);
  setTimeout(() => rmSync(marker, {force: true}), proofAfter).unref();

  const installation = readInstallation(dist);
  const [asked] = openable(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd(), look);
  const workspace =
    asked === undefined ? installation.notebooks : asked.kind === "folder" ? asked.path : path.dirname(asked.path);
  const first = asked?.kind === "file" ? path.basename(asked.path) : undefined;

  let window: BrowserWindow | null = null;
  let awake: number | null = null;
  const port: ShellPort = {
    showInFolder: (file) => shell.showItemInFolder(file),
    setBusy(busy) {
      window?.webContents.setBackgroundThrottling(!busy);
      if (busy) awake ??= powerSaveBlocker.start("prevent-app-suspension");
      else if (awake !== null) {
        powerSaveBlocker.stop(awake);
        awake = null;
      }
    }
  };
  const log = (message: string, error: unknown) => console.error(message, error);
  const host: Host = await createHost({
    origins: appOrigins,
    workspace,
    home,
    assets: installation.assets,
    version: installation.version,
    shipped: installation.shipped,
    routes: desktopRoutes(port, () => host.workspace),
    // Files that the system asks for wait until there is a page to show them.
    listening: (streams) => queue.connect(streams > 0 ? show : null),
    log
  });

  function show(file: string): void {
    const inside = pathInside(host.workspace, file);
    if (inside !== null) host.publish({type: "open", path: inside});
    else if (window)
      void dialog.showMessageBox(window, {
        type: "info",
        message: `${path.basename(file)} is not in the folder that is open.`,
        detail: `Move it into ${host.workspace}, or quit Subband and open the file again.`
      });
    if (window?.isMinimized()) window.restore();
    window?.focus();
  }

  function open(): void {
    let shown = first;
    window = openWindow({
      home,
      preload: path.join(dist, "electron/preload.cjs"),
      address() {
        const more = shown === undefined ? "" : `&open=${encodeURIComponent(shown)}`;
        shown = undefined;
        return `${appOrigins.shell}/#code=${host.launchCode()}${more}`;
      }
    });
    window.on("closed", () => {
      window = null;
      port.setBusy(false);
    });
  }

  await app.whenReady();
  guardSession(session.defaultSession);
  protocol.handle("app", mountHost(host.handle, log));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        mac: process.platform === "darwin",
        development: !app.isPackaged,
        send: (command) => host.publish({type: "menu", command})
      })
    )
  );
  open();
  if (graphics.notice && window) void dialog.showMessageBox(window, {type: "warning", message: graphics.notice});

  app.on("second-instance", (_, argv, cwd) => {
    window?.focus();
    for (const {path: file, kind} of openable(argv.slice(1), cwd, look)) if (kind === "file") queue.add(file);
  });
  app.on("activate", () => {
    if (window === null) open();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("will-quit", () => {
    rmSync(marker, {force: true});
    host.close();
  });
}

// One program for one home: a second one hands its files to the first and ends.
if (app.requestSingleInstanceLock())
  run().catch((error: unknown) => {
    dialog.showErrorBox("Subband could not begin", error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
else app.quit();
