/** What a command looks at to know whether it applies: where the keys go, and what is selected. */
export interface Situation {
  /** `command`: a cell has the focus. `edit`: the text of a cell. `input`: a control in a cell's output. */
  readonly mode: "command" | "edit" | "input";
  /** The notebook may be changed: neither read-only nor a preview. */
  readonly editable: boolean;
  /** Cells may be evaluated. */
  readonly runnable: boolean;
  /** Ids of the selected cells, in the order of the notebook. */
  readonly selected: readonly number[];
  /** The editor shows a list or a search field of its own, which has the first claim on Enter, Esc and arrows. */
  readonly busy: boolean;
}

/** One thing a person can do. The only source of keys, help, menus and the palette. */
export interface Command {
  readonly id: string;
  /** In the imperative, as a menu shows it: "Run cell". */
  readonly title: string;
  readonly group: "Run" | "Cells" | "Select" | "Edit" | "Notebook";
  /** Keys as `keyOf` names them, the first shown; Mod is Command on a Mac, else Control. */
  readonly keys: readonly string[];
  when(situation: Situation): boolean;
  run(): void;
}

/** The first command that `key` calls in this situation. A key that types a character calls none while text is edited. */
export function commandFor(commands: readonly Command[], key: string, situation: Situation): Command | undefined {
  if (situation.mode !== "command" && /^(Shift-)?.$/.test(key)) return undefined;
  return commands.find((command) => command.keys.includes(key) && command.when(situation));
}
