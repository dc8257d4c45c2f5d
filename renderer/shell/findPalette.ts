import {readableKey, type Command} from "./command.ts";
import type {Desk} from "./desk.ts";
import {isNotebook} from "./fileTree.ts";
import {openPalette, type PaletteEntry} from "./palette.ts";
import type {Settings} from "./settings.ts";

/** Opens the palette over the window: notebooks, the commands of the one that is seen, and the shell's own. */
export function findPalette(
  desk: Desk,
  settings: Settings,
  {commands, mac}: {commands: readonly Command[]; mac: boolean}
): () => Promise<void> {
  let isOpen = false;
  const shown = (key: string | undefined) => key && readableKey(key, mac);

  return async () => {
    if (isOpen || document.querySelector("dialog[open]")) return;
    isOpen = true;
    const notebook = desk.current.value;
    const paths = (desk.files.value ?? []).map(({path}) => path).filter(isNotebook);
    const recent = settings.recent.value.filter((path) => paths.includes(path) && path !== notebook?.path);
    const entry = (path: string): PaletteEntry => ({
      title: path.replace(/\.html?$/i, ""),
      group: recent.includes(path) ? "recent" : "notebook",
      run: () => void desk.show(path)
    });
    await openPalette([
      ...[...recent, ...paths.filter((path) => !recent.includes(path) && path !== notebook?.path)].map(entry),
      ...(notebook?.commands.value ?? []).map(({id, title, group, key}) => ({
        title,
        group,
        key: shown(key),
        run: () => (notebook?.element.value?.focus(), notebook?.command(id))
      })),
      ...commands
        .filter(({id, when}) => id !== "palette" && (when?.() ?? true))
        .map(({title, group, key, run}) => ({title, group, key: shown(key), run}))
    ]);
    isOpen = false;
    if (document.activeElement === document.body) desk.current.value?.element.value?.focus();
  };
}
