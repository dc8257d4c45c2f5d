import type {CellState} from "../engine/types.ts";
import type {Cell} from "../format/notebook.ts";
import type {Problem} from "../editor/editor.ts";
import {html} from "../pictures/html.ts";
import {createMark, describe} from "./mark.ts";
import {modeNames, type Notice} from "./notices.ts";
import {noticeList, type NoticeActions} from "./noticeView.ts";
import {createOutput, type Output, type Render} from "./output.ts";
import {createSource, type Source, type SourceOptions} from "./source.ts";

/** What a cell shows of itself. */
export interface CellFacts {
  readonly cell: Cell;
  readonly state: CellState | undefined;
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
  /** Its text may be changed. */
  readonly editable: boolean;
  /** It may be evaluated. */
  readonly runnable: boolean;
  /** Nothing runs: the source is what there is to see. */
  readonly preview: boolean;
  /** Nothing runs by itself: so is that of a cell that has not run yet. */
  readonly paused: boolean;
}

export interface CellViewOptions extends NoticeActions {
  id: number;
  source: SourceOptions;
  render: Render;
  frame: (callback: () => void) => void;
  onToggleSource(): void;
  onRun(): void;
  onTogglePinned(): void;
  onMenu(button: HTMLElement): void;
  onInsertBelow(): void;
}

/** One cell of the page. The element takes the focus in command mode; the editor in edit mode. */
export interface CellView {
  readonly id: number;
  readonly element: HTMLElement;
  readonly output: Output;
  readonly source: Source;
  /** The source of an unpinned cell was unfolded. */
  open: boolean;
  update(facts: CellFacts): void;
  select(selected: boolean, active: boolean): void;
}

export function createCellView(options: CellViewOptions): CellView {
  const {id} = options;
  const mark = createMark(options.onToggleSource);
  const output = createOutput(options);
  const source = createSource(options.source);
  const time = html`<span class="elapsed"></span>`;
  const number = html`<span class="number" aria-hidden="true">${id}</span>`;
  const notices = html`<div class="notices"></div>`;
  const run = html`<button
    type="button"
    tabindex="-1"
    class="tool"
    title="Run"
    aria-label="run cell ${id}"
    onclick=${options.onRun}
  >
    ${icon("M5 3.5v9l7.5-4.5z", true)}
  </button>`;
  const pin = html`<button type="button" tabindex="-1" class="tool" onclick=${options.onTogglePinned}>
    ${icon("M10 2.5l3.5 3.5-1.6.5-2.4 2.4-.2 2.8-4.9-4.9 2.8-.2 2.4-2.4zM6 10l-3.5 3.5")}
  </button>`;
  const menu = html`<button
    type="button"
    tabindex="-1"
    class="tool"
    title="More"
    aria-label="more for cell ${id}"
    aria-haspopup="menu"
  >
    ${icon("M3.5 8h.01M8 8h.01M12.5 8h.01")}
  </button>`;
  menu.addEventListener("click", () => options.onMenu(menu));
  const tools = html`<div class="tools">${run}${pin}${menu}</div>`;
  const insert = html`<button
    type="button"
    tabindex="-1"
    class="insert"
    title="Insert cell below"
    aria-label="insert cell below cell ${id}"
    onclick=${options.onInsertBelow}
  >
    <span>+</span>
  </button>`;
  const element = html`<section class="cell" id="cell-${id}" role="group" tabindex="-1">
    <div class="gutter">${number}${time}${mark.element}</div>
    <div class="body">${output.element}${source.element}${notices}</div>
    ${tools}${insert}
  </section>`;
  let facts: CellFacts | undefined;
  let said = "";
  let drawn = "";

  const view: CellView = {
    id,
    element,
    output,
    source,
    open: false,
    update(next) {
      const key = JSON.stringify([
        next.state?.status,
        next.state?.reason,
        next.state?.held,
        next.state?.elapsed,
        next.state?.ran,
        next.notices,
        next.problems,
        next.editable,
        next.runnable,
        next.preview,
        next.paused,
        view.open,
        source.editor !== undefined
      ]);
      if (facts?.cell === next.cell && key === drawn) return;
      drawn = key;
      facts = next;
      const {cell, state, editable, runnable, preview} = next;
      const status = state?.status ?? "idle";
      const name = `cell ${id}, ${modeNames[cell.mode]}`;
      const stateName = preview ? "preview, does not run" : describe(status, state?.reason ?? "");
      const folded = !(cell.pinned || view.open || preview || (cell.source === "" && !source.editor) || !shows(next));
      element.dataset.mode = cell.mode;
      element.dataset.status = status;
      element.toggleAttribute("data-held", state?.held ?? false);
      element.toggleAttribute("data-folded", folded);
      element.setAttribute("aria-label", `${name}, ${stateName}`);
      mark.set(status, `${stateName} (cell ${id})`);
      mark.element.setAttribute("aria-expanded", String(!folded));
      pin.title = cell.pinned ? "Unpin: fold the source when it is not edited" : "Pin: keep the source in view";
      pin.setAttribute("aria-label", `${cell.pinned ? "unpin" : "pin"} cell ${id}`);
      pin.setAttribute("aria-pressed", String(cell.pinned));
      run.hidden = !runnable;
      pin.hidden = menu.hidden = insert.hidden = !editable;
      time.textContent = state?.elapsed === undefined ? "" : duration(state.elapsed);
      source.update(cell, {readonly: !editable, label: `${name}, source`, folded});
      source.setProblems(next.problems);
      sayNotices(next.notices);
    },
    select(selected, active) {
      element.toggleAttribute("data-selected", selected);
      element.tabIndex = active ? 0 : -1;
      mark.element.tabIndex = active ? 0 : -1;
      if (facts) element.setAttribute("aria-current", String(active));
    }
  };

  function sayNotices(next: readonly Notice[]): void {
    const text = JSON.stringify(next);
    if (text === said) return;
    said = text;
    notices.replaceChildren(...noticeList(next, options));
  }
  return view;
}

/** Whether a cell has something to see besides its source, so that the source may be folded away. */
function shows({cell, state, notices, paused}: CellFacts): boolean {
  return cell.mode in shown && !(paused && !state?.ran) && !notices.some(({tone}) => tone === "error");
}

const shown: Partial<Record<Cell["mode"], true>> = {js: true, ts: true, md: true, html: true, tex: true};

/** Milliseconds as a person reads them: `340 ms`, `1.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function icon(path: string, filled = false): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  if (filled) svg.setAttribute("data-filled", "");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}
