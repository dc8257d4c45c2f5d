import {type ReadonlySignal, signal} from "@preact/signals-core";
import type {OfferedCommand, OutlineEntry} from "../protocol/messages.ts";
import type {Phase, Status} from "./surroundings.ts";

const signals = () => ({
  title: signal(""),
  outline: signal<readonly OutlineEntry[]>([]),
  commands: signal<readonly OfferedCommand[]>([]),
  status: signal<Status | null>(null),
  phase: signal<Phase>({kind: "loading"}),
  slow: signal<number | null>(null),
  silent: signal(false),
  restored: signal<number | null>(null),
  unwritable: signal<string | null>(null),
  outsider: signal(false),
  conflicting: signal(false),
  element: signal<HTMLElement | null>(null)
});

/** The signals of an open notebook, as those see them who write them. */
export type ShownSignals = ReturnType<typeof signals>;

/** What the shell shows of an open notebook: signals that its window reads and only the notebook itself writes. */
export class Shown {
  protected readonly is = signals();
  readonly title: ReadonlySignal<string> = this.is.title;
  readonly outline: ReadonlySignal<readonly OutlineEntry[]> = this.is.outline;
  /** The commands that its page offers. */
  readonly commands: ReadonlySignal<readonly OfferedCommand[]> = this.is.commands;
  readonly status: ReadonlySignal<Status | null> = this.is.status;
  readonly phase: ReadonlySignal<Phase> = this.is.phase;
  /** The cell whose evaluation has not ended for a while. */
  readonly slow: ReadonlySignal<number | null> = this.is.slow;
  /** Whether the frame has not answered for three seconds. */
  readonly silent: ReadonlySignal<boolean> = this.is.silent;
  /** When the restored, unsaved text was typed (milliseconds since 1970); null once that is settled. */
  readonly restored: ReadonlySignal<number | null> = this.is.restored;
  /** Why the notebook cannot be written at the moment. */
  readonly unwritable: ReadonlySignal<string | null> = this.is.unwritable;
  /** Whether cells came in from outside that wait for the person's word. */
  readonly outsider: ReadonlySignal<boolean> = this.is.outsider;
  /** Whether a change from outside could not be merged and waits for the person's choice. */
  readonly conflicting: ReadonlySignal<boolean> = this.is.conflicting;
  /** Its part of the stage; another one after a restart. */
  readonly element: ReadonlySignal<HTMLElement | null> = this.is.element;
}
