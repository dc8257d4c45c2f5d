import type {MenuItemConstructorOptions} from "electron/main";

export interface MenuOptions {
  readonly mac: boolean;
  /** Not a packaged program: its developers may look inside. */
  readonly development: boolean;
  /** Has the shell run one of its commands. */
  readonly send: (command: string) => void;
}

/** The application's menu. What an item does is a command of the shell's; the menu itself decides nothing. */
export function menuTemplate({mac, development, send}: MenuOptions): MenuItemConstructorOptions[] {
  const command = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator && {accelerator}),
    click: () => send(id)
  });
  const separator: MenuItemConstructorOptions = {type: "separator"};
  return [
    ...(mac ? [{role: "appMenu"} satisfies MenuItemConstructorOptions] : []),
    {
      label: "File",
      submenu: [
        command("new", "New Notebook", "CmdOrCtrl+N"),
        command("save", "Save", "CmdOrCtrl+S"),
        command("rename", "Rename…"),
        command("show-in-folder", mac ? "Show in Finder" : "Show in Folder"),
        separator,
        command("close", "Close Notebook", "CmdOrCtrl+W"),
        ...(mac ? [] : [separator, {role: "quit"} satisfies MenuItemConstructorOptions])
      ]
    },
    {
      // No undo and redo: Mod-Z undoes anything in a notebook, and the page knows what that is.
      label: "Edit",
      submenu: [{role: "cut"}, {role: "copy"}, {role: "paste"}, {role: "selectAll"}]
    },
    {
      label: "View",
      submenu: [
        command("palette", "Find a Notebook or a Command", "CmdOrCtrl+K"),
        command("sidebar", "Files and Outline", "CmdOrCtrl+\\"),
        separator,
        {role: "resetZoom"},
        {role: "zoomIn"},
        {role: "zoomOut"},
        separator,
        {role: "togglefullscreen"},
        ...(development ? [{role: "toggleDevTools"} satisfies MenuItemConstructorOptions] : [])
      ]
    },
    {
      label: "Notebook",
      submenu: [
        command("run", "Run"),
        command("restart", "Restart"),
        command("reopen-paused", "Open Again without Running")
      ]
    },
    {role: "windowMenu"}
  ];
}
