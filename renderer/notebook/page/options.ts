import type {NotebookAnalysis} from "../analysis/types.ts";
import type {Render} from "../cells/output.ts";
import type {EditorModule} from "../cells/source.ts";
import type {Document} from "../document/document.ts";
import type {Names} from "../editor/completion.ts";
import type {Engine, Observer} from "../engine/types.ts";
import type {Cell} from "../format/notebook.ts";
import type {BlocksModule} from "./sidePanel.ts";
import type {FromFrame, FromShell, Message} from "../../protocol/messages.ts";

/** What a page is made of, besides the notebook. */
export interface PageOptions {
  /** The body of the page. */
  root: HTMLElement;
  send(message: FromFrame): void;
  analyse(cells: readonly Cell[]): NotebookAnalysis;
  /** Makes the engine; it runs nothing yet. `node` is the element of a cell. */
  engine(observer: Observer, node: (cell: number) => Element | undefined): Engine;
  /** The editor's code; asked for once. */
  loadEditor(): Promise<EditorModule>;
  /** The code of the Blocks panel; asked for when it is first opened. */
  loadBlocks(): Promise<BlocksModule>;
  /** Keeps short texts while the window lives; absent where there is nothing that does. */
  readonly session?: Pick<Storage, "getItem" | "setItem">;
  render: Render;
  /** A cell was deleted, and nobody took that back. */
  release(cell: number): void;
  /** Loads what cells that read these names need, before they are evaluated. */
  prepare(names: Iterable<string>): Promise<void>;
  /** Names for completion in a cell, from the analysis and what the engine holds. */
  names(cell: number, analysis: NotebookAnalysis, engine: Engine): Names;
  /** What trains, and on what. */
  training(): Training;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  later(callback: () => void, ms: number): void;
  frame(callback: () => void): void;
}

/** For the status bar. `cells`: those with a run at work. */
export interface Training extends Pick<Message<FromFrame, "status">, "backend" | "device" | "reason"> {
  readonly cells: readonly number[];
}

export interface NotebookPage {
  readonly document: Document;
  readonly engine: Engine;
  receive(message: Exclude<FromShell, {type: "open" | "stored"}>): void;
  /** Evaluates these cells, or all that are behind; resolves when they have settled. */
  run(ids?: readonly number[]): Promise<void>;
  /** What a cell shows now. */
  shown(cell: number): Iterable<Element>;
  /** What `training` answers has changed. */
  trainingChanged(): void;
  dispose(): void;
}
