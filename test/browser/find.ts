import {findBrowser as findInstalled} from "../../host/browser.ts";

/** The Chromium that the tests drive: the one that Subband itself would open. */
export function findBrowser(): string {
  const found = findInstalled();
  if (!found) throw new Error("no Chromium found; install one, or name it in SUBBAND_BROWSER");
  return found;
}
