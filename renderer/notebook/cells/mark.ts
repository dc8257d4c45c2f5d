import type {Status} from "../engine/types.ts";

// One shape a state, so that colour is never needed to tell them apart.
const shapes: Record<Status, string> = {
  idle: "M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5",
  edited: "M8 3.2L12.8 8L8 12.8L3.2 8Z",
  waiting: "M3.6 8h.01M8 8h.01M12.4 8h.01",
  running: "M8 3a5 5 0 1 1-5 5",
  stale: "M8 3a5 5 0 0 1 0 10Z M8 3a5 5 0 0 0 0 10",
  error: "M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6"
};

const words: Record<Status, string> = {
  idle: "up to date",
  edited: "edited since it ran",
  waiting: "waiting",
  running: "running",
  stale: "stale",
  error: "failed"
};

/** What a state is called, with its reason where there is one. */
export function describe(status: Status, reason: string): string {
  return reason ? `${words[status]}: ${reason}` : words[status];
}

/** The mark of a cell in the gutter: a button whose shape, colour and label tell its state. */
export function createMark(onToggle: () => void): {
  element: HTMLButtonElement;
  set(status: Status, label: string): void;
} {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "mark";
  element.tabIndex = -1;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.append(path);
  element.append(svg);
  element.addEventListener("click", onToggle);
  return {
    element,
    set(status, label) {
      element.dataset.status = status;
      path.setAttribute("d", shapes[status]);
      element.title = label;
      element.setAttribute("aria-label", label);
    }
  };
}
