import type {Desk} from "./desk.ts";

/** How often the notebook that is seen is asked whether it still answers, in milliseconds. */
const probeEvery = 2000;

/** Brings what was typed to disk whenever the window may be about to go, and watches the notebook that is seen. */
export function keepSafe(desk: Desk): void {
  // A window that goes out of sight may not come back: all that was typed goes to disk now.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const notebook of desk.open.value) void notebook.flush();
  });
  addEventListener("pagehide", () => {
    for (const notebook of desk.open.value) void notebook.flush();
  });
  addEventListener("beforeunload", (event) => {
    for (const notebook of desk.open.value) void notebook.flush();
    if (desk.open.value.some((notebook) => !notebook.keeper.safe)) event.preventDefault();
  });
  setInterval(() => {
    if (document.visibilityState === "visible") desk.current.value?.probe();
  }, probeEvery);
}
