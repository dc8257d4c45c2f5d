// A double of what the program uses of Electron, typed against its real declarations: a change of the API does not
// compile, and what is not here throws. Behaviour is real where it matters: what must be done before ready throws later,
// what may be done once throws twice, events can be prevented, and the order of quitting is Electron's.
import {EventEmitter} from "node:events";
import type * as E from "electron/main";
import type {Shell} from "electron/common";
import {event} from "./event.ts";
import {freshState, type Handler} from "./state.ts";
import {strict} from "./strict.ts";

export const state = freshState();

function before(what: string): void {
  if (state.ready) throw new Error(`${what} must be called before ready`);
}

type AppPart =
  | "enableSandbox"
  | "disableDomainBlockingFor3DAPIs"
  | "disableHardwareAcceleration"
  | "requestSingleInstanceLock"
  | "whenReady"
  | "getPath"
  | "quit"
  | "exit"
  | "isPackaged";

class AppDouble extends EventEmitter implements Pick<E.App, AppPart> {
  isPackaged = true;
  commandLine: Pick<E.CommandLine, "appendSwitch" | "getSwitchValue"> = strict("app.commandLine", {
    appendSwitch(name: string, value = "") {
      before("app.commandLine.appendSwitch");
      state.switches.set(name, value);
    },
    getSwitchValue: (name: string) => state.switches.get(name) ?? ""
  });
  #announce: () => void = () => undefined;
  readonly #ready = new Promise<void>((resolve) => (this.#announce = resolve));

  enableSandbox() {
    before("app.enableSandbox");
    state.sandboxed = true;
  }
  disableDomainBlockingFor3DAPIs() {
    before("app.disableDomainBlockingFor3DAPIs");
    state.domainBlocking = false;
  }
  disableHardwareAcceleration() {
    before("app.disableHardwareAcceleration");
    state.accelerated = false;
  }
  requestSingleInstanceLock() {
    return state.lock;
  }
  whenReady() {
    return this.#ready;
  }
  getPath(name: string) {
    return `/home/person/${name}`;
  }
  /** Windows close first; a window that refuses ends the quitting. */
  quit() {
    this.emit("before-quit", event());
    for (const window of [...windows]) window.close();
    if (windows.size > 0 || state.quit) return;
    const quitting = event();
    this.emit("will-quit", quitting);
    if (quitting.defaultPrevented) return;
    state.quit = true;
    this.emit("quit", event(), 0);
  }
  exit(code = 0) {
    state.exitCode = code;
    state.quit = true;
  }
  /** Test: Electron has started. */
  becomeReady() {
    state.ready = true;
    this.emit("ready");
    this.#announce();
  }
}
const realApp = new AppDouble();
export const app = strict("app", realApp) satisfies Pick<E.App, AppPart>;

const handlersOf = (handlers: Map<string, Handler>) => ({
  handle(scheme: string, handler: Handler) {
    if (!state.ready) throw new Error("protocol.handle must be called after ready");
    if (handlers.has(scheme)) throw new Error(`protocol.handle: ${scheme} has a handler already`);
    handlers.set(scheme, handler);
  }
});
export const protocol = strict("protocol", {
  registerSchemesAsPrivileged(schemes: E.CustomScheme[]) {
    before("protocol.registerSchemesAsPrivileged");
    if (state.schemes.length > 0) throw new Error("protocol.registerSchemesAsPrivileged may be called once");
    state.schemes.push(...schemes);
  },
  ...handlersOf(state.handlers)
}) satisfies Pick<E.Protocol, "registerSchemesAsPrivileged" | "handle">;

type SessionPart = "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler";
type Requests = Parameters<E.Session["setPermissionRequestHandler"]>[0];
type Checks = Parameters<E.Session["setPermissionCheckHandler"]>[0];
type Devices = Parameters<E.Session["setDevicePermissionHandler"]>[0];
type BeforeRequest = (details: {url: string}, callback: (response: {cancel?: boolean}) => void) => void;

class SessionDouble extends EventEmitter implements Pick<E.Session, SessionPart> {
  requests: Requests = null;
  checks: Checks = null;
  devices: Devices = null;
  readonly blocked: {filter: E.WebRequestFilter; listener: BeforeRequest}[] = [];
  readonly protocol = strict("session.protocol", handlersOf(state.handlers));
  readonly webRequest = strict("session.webRequest", {
    onBeforeRequest: (filter: E.WebRequestFilter, listener: BeforeRequest) => void this.blocked.push({filter, listener})
  });
  setPermissionRequestHandler(handler: Requests) {
    this.requests = handler;
  }
  setPermissionCheckHandler(handler: Checks) {
    this.checks = handler;
  }
  setDevicePermissionHandler(handler: Devices) {
    this.devices = handler;
  }
}
export const defaultSession = new SessionDouble();
export const session = strict("session", {defaultSession: strict("session.defaultSession", defaultSession)});

type ContentsPart = "setWindowOpenHandler" | "setWebRTCIPHandlingPolicy" | "setBackgroundThrottling";
type OpenHandler = Parameters<E.WebContents["setWindowOpenHandler"]>[0];

export class WebContentsDouble extends EventEmitter implements Pick<E.WebContents, ContentsPart> {
  windowOpen: OpenHandler = () => ({action: "allow"});
  throttled = true;
  webRtc = "default";
  setWindowOpenHandler(handler: OpenHandler) {
    this.windowOpen = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string) {
    this.webRtc = policy;
  }
  setBackgroundThrottling(allowed: boolean) {
    this.throttled = allowed;
  }
}

type WindowPart =
  | "loadURL"
  | "show"
  | "close"
  | "focus"
  | "restore"
  | "maximize"
  | "isMaximized"
  | "isMinimized"
  | "isDestroyed"
  | "getNormalBounds";
const windows = new Set<WindowDouble>();

class WindowDouble extends EventEmitter implements Pick<E.BrowserWindow, WindowPart> {
  readonly options: E.BrowserWindowConstructorOptions;
  readonly contents = new WebContentsDouble();
  readonly webContents = strict("webContents", this.contents);
  readonly loaded: string[] = [];
  visible: boolean;
  focused = 0;
  maximized = false;
  destroyed = false;
  /** Whether the page would refuse to be closed. */
  refuses = false;

  constructor(options: E.BrowserWindowConstructorOptions = {}) {
    if (!state.ready) throw new Error("a BrowserWindow must be made after ready");
    super();
    this.options = options;
    this.visible = options.show ?? true;
    windows.add(this);
    realApp.emit("web-contents-created", event(), this.webContents);
  }
  async loadURL(url: string) {
    this.loaded.push(url);
    await state.display?.load(this, url);
    this.emit("ready-to-show");
  }
  show() {
    this.visible = true;
  }
  focus() {
    this.focused += 1;
  }
  restore() {}
  maximize() {
    this.maximized = true;
  }
  isMaximized() {
    return this.maximized;
  }
  isMinimized() {
    return false;
  }
  isDestroyed() {
    return this.destroyed;
  }
  getNormalBounds() {
    const {x = 0, y = 0, width = 800, height = 600} = this.options;
    return {x, y, width, height};
  }
  close() {
    if (this.destroyed) return;
    const closing = event();
    this.emit("close", closing);
    if (closing.defaultPrevented) return;
    if (this.refuses) {
      // Here preventing the event means closing all the same.
      const leaving = event();
      this.contents.emit("will-prevent-unload", leaving);
      if (!leaving.defaultPrevented) return;
    }
    this.destroyed = true;
    windows.delete(this);
    this.emit("closed");
    if (windows.size === 0 && !state.quit) realApp.emit("window-all-closed");
  }
}
export type {WindowDouble};
export const openWindows = windows;
export const BrowserWindow = new Proxy(WindowDouble, {
  construct: (target, args: [E.BrowserWindowConstructorOptions?]) => strict("BrowserWindow", new target(...args))
});

export const dialog = strict("dialog", {
  showErrorBox: (title: string, content: string) => void state.messages.push(`${title}: ${content}`),
  async showMessageBox(_: unknown, options: E.MessageBoxOptions) {
    state.messages.push(options.message);
    return {response: state.answer, checkboxChecked: false};
  },
  showMessageBoxSync(_: unknown, options: E.MessageBoxSyncOptions) {
    state.messages.push(options.message);
    return state.answer;
  }
});

export const Menu = strict("Menu", {
  buildFromTemplate: (template: E.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (template: E.MenuItemConstructorOptions[]) => void (state.menu = template)
});

export const nativeTheme = strict("nativeTheme", {
  get shouldUseDarkColors() {
    return state.dark;
  }
}) satisfies Pick<E.NativeTheme, "shouldUseDarkColors">;

let blockers = 0;
export const powerSaveBlocker = strict("powerSaveBlocker", {
  start(type: "prevent-app-suspension" | "prevent-display-sleep") {
    if (type !== "prevent-app-suspension") throw new Error(`the program asked for ${type}`);
    state.asleep.add(++blockers);
    return blockers;
  },
  stop: (id: number) => state.asleep.delete(id)
}) satisfies Pick<E.PowerSaveBlocker, "start" | "stop">;

export const screen = strict("screen", {
  getAllDisplays: () => [{workArea: {x: 0, y: 0, width: 1920, height: 1040}}]
});

export const shell = strict("shell", {
  async openExternal(url: string) {
    state.opened.push(url);
  },
  showItemInFolder: (path: string) => void state.shown.push(path)
}) satisfies Pick<Shell, "openExternal" | "showItemInFolder">;
