/** A navigation as Electron announces it. */
export interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
  /** Where the frame is now; null when it is gone or holds nothing yet. */
  readonly from: string | null;
}

interface Place {
  readonly host: string;
  readonly path: string;
}

/** Host (lower case) and path of one of our own documents; null for any other address. */
function ownPlace(url: string | null): Place | null {
  if (url === null || !URL.canParse(url)) return null;
  const {protocol, hostname, port, username, password, pathname} = new URL(url);
  if (protocol !== "app:" || port !== "" || username !== "" || password !== "") return null;
  return {host: hostname.toLowerCase(), path: pathname};
}

const isNotebook = (host: string) => /^nb-[a-z2-7]{26}$/.test(host);

/**
 * Whether a frame may go there: the window only to the shell, a frame only to a notebook's document, and one that holds a
 * notebook only to that notebook again.
 */
export function mayNavigate({url, isMainFrame, from}: Navigation): boolean {
  const to = ownPlace(url);
  if (to === null || (to.path !== "/" && to.path !== "")) return false;
  if (isMainFrame) return to.host === "ui";
  if (!isNotebook(to.host)) return false;
  const at = ownPlace(from);
  return at === null || !isNotebook(at.host) || at.host === to.host;
}
