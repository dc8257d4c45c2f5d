// The shell: the page that holds the token and runs no notebook's code.
import "./shell.css";
import {computed, effect, signal} from "@preact/signals-core";
import type {HostEvent} from "../protocol/api.ts";
import {after} from "./after.ts";
import {bannerBar} from "./banner.ts";
import {runBatch} from "./batchRun.ts";
import {commandFor, readableKey} from "./command.ts";
import {shellCommands} from "./commands.ts";
import {askConflict} from "./conflictDialog.ts";
import {Desk} from "./desk.ts";
import {offerDownload} from "./download.ts";
import {acceptFiles} from "./dropFiles.ts";
import {element} from "./element.ts";
import {followEvents} from "./events.ts";
import {typedPath} from "./fileName.ts";
import {isNotebook, nameOf} from "./fileTree.ts";
import {offerLink} from "./link.ts";
import {mountFrame} from "./frame.ts";
import {firstNotebook, headStart} from "./headStart.ts";
import {createHost, type Host} from "./host.ts";
import {keepSafe} from "./keepSafe.ts";
import {findToken, readLaunch, windowSession, type WindowSession} from "./launch.ts";
import {openMenu} from "./menu.ts";
import type {OpenNotebook} from "./openNotebook.ts";
import {openPalette, type PaletteEntry} from "./palette.ts";
import {prompt} from "./prompt.ts";
import {readSettings, type Settings} from "./settings.ts";
import {sidebar} from "./sidebar.ts";
import {stage} from "./stage.ts";
import {startedAnew} from "./startedAnew.ts";
import {statusBar} from "./statusBar.ts";
import {toastPlace} from "./toast.ts";
import {welcome} from "./welcome.ts";

const mac = /mac/i.test(navigator.platform);
const small = matchMedia("(width < 800px)");
const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A page that says why there is nothing else. */
function stop(title: string, text: string): void {
  // A new address pasted into this tab changes its fragment alone, which loads nothing.
  addEventListener("hashchange", () => location.reload());
  document.body.replaceChildren(element("main", {class: "stop"}, element("h1", {}, title), element("p", {}, text)));
}

function openWindow(
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
  let paletteOpen = false;
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

  async function palette() {
    if (paletteOpen || document.querySelector("dialog[open]")) return;
    paletteOpen = true;
    const notebook = desk.current.value;
    const paths = (desk.files.value ?? []).map(({path}) => path).filter(isNotebook);
    const recent = settings.recent.value.filter((path) => paths.includes(path) && path !== notebook?.path);
    const entry = (path: string): PaletteEntry => ({
      title: path.replace(/\.html?$/i, ""),
      group: recent.includes(path) ? "recent" : "notebook",
      run: () => void desk.show(path)
    });
    await openPalette([
      ...[...recent, ...paths.filter((path) => !recent.includes(path) && path !== notebook?.path)].map(entry),
      ...(notebook?.commands.value ?? []).map(({id, title, group, key}) => ({
        title,
        group,
        key: key && readableKey(key, mac),
        run: () => (notebook?.element.value?.focus(), notebook?.command(id))
      })),
      ...commands
        .filter(({id, when}) => id !== "palette" && (when?.() ?? true))
        .map(({title, group, key, run}) => ({title, group, key: key && readableKey(key, mac), run}))
    ]);
    paletteOpen = false;
    if (document.activeElement === document.body) desk.current.value?.element.value?.focus();
  }

  async function rename(path: string) {
    const taken = new Set(desk.files.value?.map((file) => file.path));
    const ending = /\.[^./]*$/.exec(path)?.[0] ?? "";
    const typed = await prompt({
      title: `Rename ${nameOf(path)}`,
      value: path,
      confirm: "Rename",
      check(value) {
        const wanted = typedPath(value, ending);
        if ("fault" in wanted) return wanted.fault;
        return wanted.path !== path && taken.has(wanted.path) ? `${wanted.path} exists already` : undefined;
      }
    });
    const wanted = typed === null ? null : typedPath(typed, ending);
    if (wanted && "path" in wanted) desk.rename(path, wanted.path).catch(tell);
  }

  async function remove(path: string) {
    try {
      const undo = await desk.remove(path);
      toasts.say(`Deleted ${nameOf(path)}.`, {action: {label: "Undo", run: () => void undo().catch(tell)}});
    } catch (error) {
      tell(error);
    }
  }

  async function use(path: string) {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const notebook = desk.current.value?.path;
    const beside = notebook?.slice(0, notebook.lastIndexOf("/") + 1);
    if (beside === undefined || !path.startsWith(beside))
      return void toasts.say(
        `A notebook reads files of its own folder; ${path} is in ${folder || "the workspace’s folder"}.`
      );
    await navigator.clipboard
      .writeText(`FileAttachment(${JSON.stringify(path.slice(beside.length))})`)
      .then(() => toasts.say(`Copied the FileAttachment of ${nameOf(path)}; paste it into a cell.`), tell);
  }

  function nextPane() {
    const tree = bar.querySelector<HTMLElement>("[role=treeitem][tabindex='0']");
    const frame = desk.current.value?.element.value ?? null;
    const status = foot.querySelector<HTMLElement>("button");
    const panes = [settings.sidebar.value ? tree : null, frame, status].filter((pane) => pane !== null);
    const at = panes.findIndex(
      (pane) =>
        pane === document.activeElement ||
        (pane === status && foot.contains(document.activeElement)) ||
        (pane === tree && bar.contains(document.activeElement))
    );
    panes[(at + 1) % panes.length]?.focus();
  }

  const create = () => void desk.create().catch(tell);
  // A window that becomes small shows the notebook alone; one that becomes large again what it showed before.
  let beside = settings.sidebar.value;
  small.addEventListener("change", () => {
    if (small.matches) beside = settings.sidebar.value;
    settings.sidebar.value = !small.matches && beside;
  });
  const commands = shellCommands(desk, settings, {
    palette: () => void palette(),
    create,
    rename: (path) => void rename(path),
    remove: (path) => void remove(path),
    nextPane,
    ...(desktop && {showInFolder: (path: string) => void host.showInFolder(path).catch(tell)})
  });

  const bar = sidebar(desk, settings, {
    create,
    palette: () => void palette(),
    open: (path, options) => {
      void desk.show(path, options);
      if (small.matches) settings.sidebar.value = false;
    },
    use: (path) => void use(path),
    rename: (path) => void rename(path),
    remove: (path) => void remove(path),
    menu(entry, anchor) {
      const open = desk.open.value.find(({path}) => path === entry.path);
      openMenu(anchor, [
        ...(entry.kind === "notebook"
          ? [
              {label: "Open", key: "↩", run: () => void desk.show(entry.path)},
              {
                label: "Open without running",
                key: readableKey("Shift-Enter", mac),
                run: () => void (open ? desk.reopen(open, {paused: true}) : desk.show(entry.path, {paused: true}))
              },
              ...(open ? [{label: "Close", run: () => void desk.close(open)}] : [])
            ]
          : [{label: "Copy as FileAttachment", key: "↩", run: () => void use(entry.path)}]),
        {label: "Rename", key: "F2", run: () => void rename(entry.path)},
        {label: "Delete", key: "Del", run: () => void remove(entry.path)}
      ]);
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

async function begin(): Promise<void> {
  const launch = readLaunch(location.hash);
  const settings = readSettings(localStorage, {small: small.matches});
  const exchange = {
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
    storage: sessionStorage
  };
  let session: WindowSession;
  let host: Host;
  let desktop: boolean;
  try {
    const token = await findToken(launch, {
      ...exchange,
      clear: () => history.replaceState(null, "", location.pathname)
    });
    if (token === null)
      return stop(
        "This window has no key",
        "Subband opens its own window: start it with npm start, and use the address that it prints."
      );
    const recent = settings.recent.value;
    session = windowSession(token, exchange);
    host = headStart(createHost(session, exchange.fetch), {
      likely: launch.open ?? recent[0],
      choose: (files) => firstNotebook(files, {named: launch.open, recent})
    });
    const about = await host.about();
    desktop = about.transport === "electron";
    if (about.run) return await runBatch(host, about.run);
  } catch (error) {
    return stop(
      "Subband could not begin",
      `${words(error)}. Start it again with npm start, and use the address that it prints.`
    );
  }
  openWindow(host, session, settings, {first: launch.open, paused: launch.paused, desktop});
}

void begin();
