import {existsSync} from "node:fs";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
];

/** The Chromium that the tests drive: SUBBAND_BROWSER, else the first that is installed. */
export function findBrowser(): string {
  const found = process.env.SUBBAND_BROWSER ?? places.find((place) => existsSync(place));
  if (!found) throw new Error("no Chromium found; install one, or name it in SUBBAND_BROWSER");
  return found;
}
