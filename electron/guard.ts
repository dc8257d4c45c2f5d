import path from "node:path";
import {app, type Session, type WebContents} from "electron/main";
import {shell} from "electron/common";
import {externalAddress} from "./policy/external.ts";
import {mayNavigate} from "./policy/navigation.ts";
import {mayUse} from "./policy/permission.ts";

/** Applies the policies to every page that there will ever be: where it may go, and what it may open. */
export function guardContents(contents: WebContents): void {
  contents.on("will-frame-navigate", (details) => {
    const from = details.frame?.url ?? null;
    if (!mayNavigate({url: details.url, isMainFrame: details.isMainFrame, from})) details.preventDefault();
  });
  contents.on("will-redirect", (details) => {
    const from = details.frame?.url ?? null;
    if (!mayNavigate({url: details.url, isMainFrame: details.isMainFrame, from})) details.preventDefault();
  });
  // Only the shell can get as far as asking (a notebook's frame has no popups), and only after the person pressed.
  contents.setWindowOpenHandler(({url}) => {
    const address = externalAddress(url);
    if (address !== null) void shell.openExternal(address);
    return {action: "deny"};
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}

/** Applies the policies to a session: permissions, devices, downloads, and nothing from outside this machine. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_, permission, callback, details) =>
    callback(mayUse(permission, details.requestingUrl))
  );
  session.setPermissionCheckHandler((_, permission, requestingOrigin) => mayUse(permission, requestingOrigin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(
    {urls: ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "ftp://*/*"]},
    (_, callback) => callback({cancel: true})
  );
  session.protocol.handle("file", () => new Response(null, {status: 403}));
  session.on("will-download", (_, item) => {
    // The person chooses the place; the name that a page proposes loses whatever hides or turns letters.
    const name = path
      .basename(item.getFilename())
      .replace(/[\u0000-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
    item.setSaveDialogOptions({defaultPath: path.join(app.getPath("downloads"), name || "download")});
  });
}
