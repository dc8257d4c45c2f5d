/** Where the shell and the notebooks live. */
export interface Origins {
  /** The shell's origin. */
  readonly shell: string;
  /** The origin of the notebook with this id. */
  readonly notebook: (id: string) => string;
  /** The id in a notebook's origin, undefined if it is none. */
  readonly idOf: (origin: string) => string | undefined;
  /** What the shell may frame, as a source of a content security policy. */
  readonly frames: string;
  /** Origins that are answered with the way to the shell, nothing else. */
  readonly elsewhere: readonly string[];
}

function origins(scheme: string, shell: string, suffix: string, frames: string, elsewhere: string[]): Origins {
  const pattern = new RegExp(`^${scheme}://nb-([a-z2-7]{26})${suffix.replaceAll(".", "\\.")}$`);
  return {
    shell: `${scheme}://${shell}`,
    notebook: (id) => `${scheme}://nb-${id}${suffix}`,
    idOf: (origin) => pattern.exec(origin)?.[1],
    frames,
    elsewhere: elsewhere.map((host) => `${scheme}://${host}`)
  };
}

/**
 * Over HTTP: `app.localhost` is loopback and a secure context in Chromium and Firefox. The policy of the shell's page is
 * written before it opens its first notebook, so it names the family of notebook origins; of these the host answers only
 * for notebooks that are open.
 */
export function httpOrigins(port: number): Origins {
  // URLs leave the default port out, and so does the browser in Host and Origin.
  const at = port === 80 ? "" : `:${port}`;
  return origins("http", `app.localhost${at}`, `.app.localhost${at}`, `http://*.app.localhost${at}`, [
    `127.0.0.1${at}`,
    `[::1]${at}`,
    `localhost${at}`
  ]);
}

/** In Electron: `app://ui` and `app://nb-<id>`. A policy can name a scheme, not a family of hosts without a dot. */
export const appOrigins: Origins = origins("app", "ui", "", "app:", []);

/** The origin of a URL, also of schemes for which `URL.origin` is "null"; the host in lower case. */
export function originOf(url: URL): string {
  return `${url.protocol}//${url.host.toLowerCase()}`;
}
