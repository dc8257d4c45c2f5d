import type {ToastOptions} from "./toast.ts";

/** The address in full, if it is one that may be opened outside: a web page or a letter. null otherwise. */
export function outsideAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const {protocol, href, username, password} = new URL(url);
  // A name before the host is how one address is made to look like another.
  if (username !== "" || password !== "") return null;
  return ["https:", "http:", "mailto:"].includes(protocol) ? href : null;
}

/** Shows where a link of a notebook leads; it is opened when the person presses the shell's own button. */
export function offerLink(url: string, say: (text: string, options: ToastOptions) => void): void {
  const address = outsideAddress(url);
  if (address === null) return say(`The notebook’s link leads nowhere: ${url.slice(0, 80)}`, {});
  const shown = address.length > 200 ? `${address.slice(0, 200)}…` : address;
  say(shown, {
    action: {label: "Open in the browser", run: () => void window.open(address, "_blank", "noopener,noreferrer")},
    milliseconds: 20_000
  });
}
