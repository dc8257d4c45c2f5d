import type {CustomScheme, MenuItemConstructorOptions} from "electron/main";
import type {Display} from "./display.ts";

export type Handler = (request: Request) => Response | Promise<Response>;

/** What the program did to its surroundings since the double was made, and what the surroundings answer. */
export interface DoubleState {
  ready: boolean;
  quit: boolean;
  exitCode: number | undefined;
  sandboxed: boolean;
  accelerated: boolean;
  domainBlocking: boolean;
  readonly schemes: CustomScheme[];
  readonly handlers: Map<string, Handler>;
  readonly switches: Map<string, string>;
  menu: MenuItemConstructorOptions[];
  readonly asleep: Set<number>;
  readonly opened: string[];
  readonly shown: string[];
  readonly messages: string[];
  /** The index of the button that the person presses in the next message box. */
  answer: number;
  lock: boolean;
  /** Where pages are shown; without one they are only written down. */
  display: Display | null;
  dark: boolean;
}

export function freshState(): DoubleState {
  return {
    ready: false,
    quit: false,
    exitCode: undefined,
    sandboxed: false,
    accelerated: true,
    domainBlocking: true,
    schemes: [],
    handlers: new Map(),
    switches: new Map(),
    menu: [],
    asleep: new Set(),
    opened: [],
    shown: [],
    messages: [],
    answer: 0,
    lock: true,
    display: null,
    dark: false
  };
}
