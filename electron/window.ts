import {writeFileSync} from "node:fs";
import path from "node:path";
import {BrowserWindow, dialog, nativeTheme, screen} from "electron/main";
import {readJsonFile} from "../host/home.ts";
import {crashCount} from "./policy/crash.ts";
import {placeWindow} from "./policy/placement.ts";

/** As `--paper` of the pages, so that nothing flashes before they are drawn. */
const paper = {light: "#fdfcfa", dark: "#171716"};
const mostTries = 5;

/** Opens the window. `address` gives the shell's address with a fresh launch code, each time that it is loaded. */
export function openWindow({
  home,
  preload,
  address
}: {
  home: string;
  preload: string;
  address: () => string;
}): BrowserWindow {
  const stateFile = path.join(home, "window.json");
  const state = readJsonFile(stateFile) as {bounds?: unknown; maximized?: unknown} | undefined;
  const window = new BrowserWindow({
    ...placeWindow(
      state?.bounds,
      screen.getAllDisplays().map(({workArea}) => workArea)
    ),
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      // The spelling checker would fetch its dictionaries from outside.
      spellcheck: false
    }
  });
  window.once("ready-to-show", () => {
    if (state?.maximized === true) window.maximize();
    window.show();
  });
  window.on("close", () => {
    const saved = {bounds: window.getNormalBounds(), maximized: window.isMaximized()};
    // At once: when the last window closes, the program may end before a promise settles.
    try {
      writeFileSync(stateFile, JSON.stringify(saved), {mode: 0o600});
    } catch (error) {
      console.error("window state:", error);
    }
  });

  // The shell refuses to be closed while something typed is on its way to disk: it is given time, then the person decides.
  let tries = 0;
  window.webContents.on("will-prevent-unload", (event) => {
    tries += 1;
    if (tries < mostTries) return void setTimeout(() => window.isDestroyed() || window.close(), 200);
    const choice = dialog.showMessageBoxSync(window, {
      type: "warning",
      message: "Some changes could not be written to disk.",
      buttons: ["Keep Open", "Close and Lose Them"],
      defaultId: 0,
      cancelId: 0
    });
    tries = 0;
    if (choice === 1) event.preventDefault();
  });

  const crashed = crashCount(Date.now);
  window.webContents.on("render-process-gone", (_, {reason}) => {
    if (reason === "clean-exit") return;
    if (crashed() === "again") return void window.loadURL(address());
    dialog.showErrorBox("Subband’s window keeps stopping", `What was typed is safe. The reason given is: ${reason}.`);
  });
  void window.loadURL(address());
  return window;
}
