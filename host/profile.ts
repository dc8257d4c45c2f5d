import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {makePrivateFolder} from "./home.ts";

/**
 * Makes a browser profile, before the browser has seen it, that connects nowhere on speculation. Otherwise Chromium opens
 * connections, and asks for names, for a frame or a `preconnect` link that the page's policy then forbids: no request is
 * sent, but a name says enough. (2: never predict; the browser keeps the setting, and leaves out the switch for it.)
 */
export function prepareProfile(profile: string): void {
  const preferences = path.join(profile, "Default", "Preferences");
  if (existsSync(preferences)) return;
  makePrivateFolder(profile);
  mkdirSync(path.dirname(preferences), {recursive: true});
  writeFileSync(preferences, JSON.stringify({net: {network_prediction_options: 2}}));
}
