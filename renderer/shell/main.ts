// The shell: the page that holds the token and runs no notebook's code.
import "./shell.css";
import {runBatch} from "./batchRun.ts";
import {element} from "./element.ts";
import {firstNotebook, headStart} from "./headStart.ts";
import {createHost, type Host} from "./host.ts";
import {findToken, readLaunch, windowSession, type WindowSession} from "./launch.ts";
import {openWindow} from "./openWindow.ts";
import {readSettings} from "./settings.ts";
import {smallWindow} from "./smallWindow.ts";
import {words} from "../protocol/words.ts";

/** A page that says why there is nothing else. */
function stop(title: string, text: string): void {
  // A new address pasted into this tab changes its fragment alone, which loads nothing.
  addEventListener("hashchange", () => location.reload());
  document.body.replaceChildren(element("main", {class: "stop"}, element("h1", {}, title), element("p", {}, text)));
}

async function begin(): Promise<void> {
  const launch = readLaunch(location.hash);
  const settings = readSettings(localStorage, {small: smallWindow().matches});
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
