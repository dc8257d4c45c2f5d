import {contextBridge, webUtils} from "electron/renderer";

// Only the shell's own page, and only as the window itself: in a notebook's frame there is nothing to be had.
if (location.protocol === "app:" && location.host === "ui" && window.top === window)
  contextBridge.exposeInMainWorld("desktop", {
    /** The path of a file that the person dropped; "" where it has none. */
    pathForFile: (file: File): string => webUtils.getPathForFile(file)
  });
