import {effect} from "@preact/signals-core";
import {element} from "./element.ts";
import {readLaunch, type WindowSession} from "./launch.ts";
import {prompt} from "./prompt.ts";

/** The code of an address as Subband prints it; null where there is none. */
function codeOf(address: string): string | null {
  const at = address.indexOf("#");
  return at < 0 ? null : readLaunch(address.slice(at)).code;
}

/**
 * The line that says that Subband was started anew under this window, and takes the new address: in a dialog, or pasted into
 * the window's own address line. `renewed` is called once the window is let in again.
 */
export function startedAnew(
  session: WindowSession,
  {renewed, tell, clear}: {renewed: () => Promise<void>; tell: (error: unknown) => void; clear: () => void}
): HTMLElement {
  async function renew(code: string): Promise<void> {
    try {
      await session.renew(code);
      await renewed();
    } catch (error) {
      tell(error);
    }
  }
  async function ask(): Promise<void> {
    const address = await prompt({
      title: "The address that Subband prints",
      value: "",
      confirm: "Go on",
      check: (text) => (codeOf(text) === null ? "an address that ends in #code=…" : undefined)
    });
    const code = address === null ? null : codeOf(address);
    if (code !== null) await renew(code);
  }
  addEventListener("hashchange", () => {
    const {code} = readLaunch(location.hash);
    if (code === null) return;
    clear();
    void renew(code);
  });
  const line = element(
    "div",
    {class: "banner", role: "alert", "data-tone": "warn"},
    element(
      "span",
      {class: "banner-text"},
      "Subband was started anew and does not know this window. Give it the new address; what you typed is kept here."
    ),
    element("button", {class: "primary", onclick: () => void ask()}, "New address…")
  );
  const place = element("div", {class: "anew"});
  effect(() => place.replaceChildren(...(session.stale.value ? [line] : [])));
  return place;
}
