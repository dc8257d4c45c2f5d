import {computed, effect, signal} from "@preact/signals-core";
import type {HostEvent} from "../protocol/api.ts";
import {after} from "./after.ts";
import {bannerBar} from "./banner.ts";
import {commandFor} from "./command.ts";
import {shellCommands} from "./commands.ts";
import {askConflict} from "./conflictDialog.ts";
import {Desk} from "./desk.ts";
import {offerDownload} from "./download.ts";
import {acceptFiles} from "./dropFiles.ts";
import {element} from "./element.ts";
import {followEvents} from "./events.ts";
import {fileActions} from "./fileActions.ts";
import {findPalette} from "./findPalette.ts";
import {focusNextPane} from "./focusNextPane.ts";
import {mountFrame} from "./frame.ts";
import {firstNotebook} from "./headStart.ts";
import type {Host} from "./host.ts";
import {keepSafe} from "./keepSafe.ts";
import type {WindowSession} from "./launch.ts";
import {offerLink} from "./link.ts";
import type {OpenNotebook} from "./openNotebook.ts";
import type {Settings} from "./settings.ts";
import {sidebar} from "./sidebar.ts";
import {smallWindow} from "./smallWindow.ts";
import {stage} from "./stage.ts";
import {startedAnew} from "./startedAnew.ts";
import {statusBar} from "./statusBar.ts";
import {toastPlace} from "./toast.ts";
import {welcome} from "./welcome.ts";
import {words} from "../protocol/words.ts";

const mac = /mac/i.test(navigator.platform);

/** Builds the window: files and outline, the notebook that is seen, the status line, and what connects them. */
export function openWindow(
  host: Host,
  session: WindowSession,
  settings: Settings,
  {first, paused, desktop}: {first: string | null; paused: boolean; desktop: boolean}
): void {
  const toasts = toastPlace();
  const connected = signal(true);
  const tell = (error: unknown) => void toasts.say(words(error));
  // A key or a press in the frame counts for the shell too (HTML, 6.4.1), and gives the frame the focus; what comes
  // without both was not the person.
  const pressed = (notebook: OpenNotebook) =>
    navigator.userActivation.isActive &&
    desk.current.value === notebook &&
    document.activeElement === notebook.element.value;
  let frames: HTMLElement | null = null;
  let following: AbortController | null = null;

  const desk: Desk = new Desk(
    {
      host,
      mount: (origin, title, events) => mountFrame(frames ?? document.body, origin, title, events),
      autosave: () => settings.autosave.value,
      after,
      now: Date.now,
      settle: (notebook, cells) => askConflict(notebook.title.value, cells),
      reopen: (notebook) => void desk.reopen(notebook),
      download: (notebook, file) => offerDownload(file, {pressed: pressed(notebook), say: toasts.say}),
      link: (notebook, url) => pressed(notebook) && offerLink(url, toasts.say),
      shortcut: (notebook, name) => pressed(notebook) && commands.find(({id}) => id === name)?.run(),
      say: (text) => void toasts.say(text)
    },
    settings
  );

  const files = fileActions(desk, {say: toasts.say, tell, mac});
  const create = () => void desk.create().catch(tell);
  // A window that becomes small shows the notebook alone; one that becomes large again what it showed before.
  const small = smallWindow();
  let beside = settings.sidebar.value;
  small.addEventListener("change", () => {
    if (small.matches) beside = settings.sidebar.value;
    settings.sidebar.value = !small.matches && beside;
  });
  const commands = shellCommands(desk, settings, {
    palette: () => void palette(),
    create,
    rename: files.rename,
    remove: files.remove,
    nextPane: () => focusNextPane(desk, settings, bar, foot),
    ...(desktop && {showInFolder: (path: string) => void host.showInFolder(path).catch(tell)})
  });

  const palette = findPalette(desk, settings, {commands, mac});
  const bar = sidebar(desk, settings, {
    ...files,
    create,
    palette: () => void palette(),
    open: (path, options) => {
      void desk.show(path, options);
      if (small.matches) settings.sidebar.value = false;
    }
  });
  const place = stage(desk);
  frames = place.frames;
  const foot = statusBar(desk, {
    toggleSidebar: () => (settings.sidebar.value = !settings.sidebar.value),
    offline: () => !connected.value && !session.stale.value
  });
  place.seen.append(welcome(desk, settings, create));
  document.body.replaceChildren(
    bar,
    element(
      "main",
      {class: "main"},
      startedAnew(session, {renewed, tell, clear: nameInAddress}),
      bannerBar(desk, (_, back) => toasts.say("Went back to the file.", {action: {label: "Undo", run: back}})),
      place.seen
    ),
    element("div", {class: "scrim", onclick: () => (settings.sidebar.value = false)}),
    foot,
    toasts.element
  );

  effect(() => {
    const notebook = desk.current.value;
    const mark = notebook && !notebook.keeper.safe ? "• " : "";
    void notebook?.keeper.state.value;
    document.title = notebook ? `${mark}${notebook.title.value} — Subband` : "Subband";
  });
  effect(nameInAddress);

  const training = computed(() => desk.open.value.some(({status}) => (status.value?.runs ?? 0) > 0));
  if (desktop)
    effect(() => {
      host.busy(training.value).catch((error: unknown) => console.warn("busy:", error));
    });
  acceptFiles(bar, desk, tell);

  addEventListener("keydown", (event) => {
    const command = commandFor(event, commands, mac);
    if (command === undefined || event.defaultPrevented) return;
    event.preventDefault();
    if (document.querySelector("dialog[open]") === null) command.run();
  });
  keepSafe(desk);

  follow();

  function nameInAddress() {
    const notebook = desk.current.value;
    history.replaceState(null, "", notebook ? `#open=${encodeURIComponent(notebook.path)}` : location.pathname);
  }

  /** A new host knows none of the open notebooks; what could not be kept meanwhile is kept now. */
  async function renewed() {
    await Promise.all(desk.open.value.map((notebook) => notebook.revive()));
    follow();
  }

  function follow() {
    following?.abort();
    following = new AbortController();
    void followEvents((signal) => host.events(signal), {
      receive: receiveEvent,
      connected: (is) => {
        if (is && !connected.value) desk.catchUp().catch(tell);
        connected.value = is;
      },
      signal: following.signal
    });
  }

  function receiveEvent(event: HostEvent) {
    if (event.type === "menu") commands.find(({id, when}) => id === event.command && (when?.() ?? true))?.run();
    else desk.receive(event);
  }

  void (async () => {
    try {
      await desk.refresh();
    } catch (error) {
      return tell(error);
    }
    const wanted = firstNotebook(desk.files.value ?? [], {named: first, recent: settings.recent.value});
    if (wanted !== undefined) await desk.show(wanted, {paused});
  })();
}
