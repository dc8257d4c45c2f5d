/** What a mount knows of a request beside the request itself. */
export interface Context {
  readonly transport: "electron" | "http" | "test";
  /**
   * Who asked, as the transport vouches for it: `self`, the page's own origin; `none`, the browser itself (an address
   * typed, a window opened); another origin by name; `unknown` where the transport cannot tell (then only the token
   * speaks). Over HTTP it is read from the browser's own `Sec-Fetch-Site`.
   */
  readonly initiator: string;
  /** The window that asked, where the transport knows it: a token serves only the window that it was given to. */
  readonly windowId?: number;
}
