import type {FromShell} from "../protocol/messages.ts";
import type {Frame, FrameEvents} from "./frame.ts";
import {heartbeat, type Heartbeat} from "./heartbeat.ts";
import type {HungCell} from "./hungCell.ts";
import type {Version} from "./keeper.ts";
import {latestOf} from "./latest.ts";
import type {Surroundings} from "./surroundings.ts";

export interface MountedSetup extends Pick<Surroundings, "after"> {
  /** Our revision of the text that the frame is given: frames count from 0, we go on. */
  readonly revision: number;
  readonly cells: HungCell;
  readonly mount: (events: FrameEvents) => Frame;
  readonly events: FrameEvents;
  /** Told when the frame has stopped answering, and when it answers again. */
  readonly silent: (is: boolean) => void;
}

/** One frame of a notebook, and what follows it as long as it is there. A restart makes another. */
export class Mounted {
  readonly #frame: Frame;
  readonly #first: number;
  readonly cells: HungCell;
  readonly heart: Heartbeat;
  readonly news: ReturnType<typeof latestOf>;
  /** Whether it shows the notebook, or has said why not. */
  opened = false;

  constructor({revision, cells, mount, events, silent, after}: MountedSetup) {
    this.#first = revision;
    this.cells = cells;
    this.news = latestOf(after);
    this.#frame = mount(events);
    this.heart = heartbeat({ask: (n) => this.send({type: "ping", n}), silent, after});
  }

  get element(): HTMLElement {
    return this.#frame.element;
  }

  send(message: FromShell, transfer?: Transferable[]): void {
    this.#frame.send(message, transfer);
  }

  /** What the frame calls this revision, in our count. */
  version({revision, text}: Version): Version {
    return {revision: this.#first + revision, text};
  }

  /** Tells the frame which of its revisions the file holds. */
  saved(revision: number): void {
    if (revision >= this.#first) this.send({type: "saved", revision: revision - this.#first});
  }

  /** Looks whether the frame still answers. */
  probe(): void {
    if (this.opened) this.heart.probe();
  }

  drop(): void {
    this.cells.stop();
    this.news.drop();
    this.heart.stop();
    this.#frame.destroy();
  }
}
