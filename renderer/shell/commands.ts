import type {Command} from "./command.ts";
import type {Desk} from "./desk.ts";
import type {Settings} from "./settings.ts";

export interface ShellActions {
  palette(): void;
  create(): void;
  rename(path: string): void;
  remove(path: string): void;
  nextPane(): void;
  /** Shows the file in the system's file manager; absent where there is no desktop. */
  showInFolder?(path: string): void;
}

/** Everything that the shell can be asked for; keys, palette and menus are read off this list. */
export function shellCommands(desk: Desk, settings: Settings, actions: ShellActions): readonly Command[] {
  const current = () => desk.current.value;
  const isOpen = () => current() !== null;
  const path = () => current()?.path ?? "";
  return [
    {
      id: "palette",
      title: "Find a notebook or a command",
      group: "Window",
      key: "Mod-k Mod-Shift-p",
      run: actions.palette
    },
    {id: "new", title: "New notebook", group: "Files", key: "Alt-n", run: actions.create},
    {id: "save", title: "Save", group: "Files", key: "Mod-s", when: isOpen, run: () => void saveNow(desk)},
    {id: "rename", title: "Rename this notebook", group: "Files", when: isOpen, run: () => actions.rename(path())},
    {id: "delete", title: "Delete this notebook", group: "Files", when: isOpen, run: () => actions.remove(path())},
    {
      id: "show-in-folder",
      title: "Show this notebook in its folder",
      group: "Files",
      when: () => isOpen() && actions.showInFolder !== undefined,
      run: () => actions.showInFolder?.(path())
    },
    {
      id: "close",
      title: "Close this notebook",
      group: "Files",
      key: "Alt-w",
      when: isOpen,
      run: () => void closeNow(desk)
    },
    {
      id: "reopen-paused",
      title: "Open again without running",
      group: "Files",
      when: isOpen,
      run: () => void reopenPaused(desk)
    },
    {
      id: "run",
      title: "Run this notebook",
      group: "Notebook",
      when: () => ["preview", "paused"].includes(current()?.phase.value.kind ?? ""),
      run: () => void current()?.run()
    },
    {id: "restart", title: "Restart this notebook", group: "Notebook", when: isOpen, run: () => current()?.restart()},
    {
      id: "sidebar",
      title: "Show or hide files and outline",
      group: "Window",
      key: "Mod-\\",
      run: () => (settings.sidebar.value = !settings.sidebar.value)
    },
    {id: "next-pane", title: "Go to the next part of the window", group: "Window", key: "F6", run: actions.nextPane},
    {
      id: "autosave",
      get title() {
        return settings.autosave.value ? "Stop saving to the file by itself" : "Save to the file by itself again";
      },
      group: "Files",
      run: () => (settings.autosave.value = !settings.autosave.value)
    }
  ];
}

async function saveNow(desk: Desk): Promise<void> {
  const notebook = desk.current.value;
  await notebook?.flush();
  await notebook?.keeper.save();
}

async function closeNow(desk: Desk): Promise<void> {
  if (desk.current.value) await desk.close(desk.current.value);
}

async function reopenPaused(desk: Desk): Promise<void> {
  if (desk.current.value) await desk.reopen(desk.current.value, {paused: true});
}
