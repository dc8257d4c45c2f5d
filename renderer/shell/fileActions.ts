import {readableKey} from "./command.ts";
import type {Desk} from "./desk.ts";
import {typedPath} from "./fileName.ts";
import {nameOf} from "./fileTree.ts";
import type {FileActions} from "./fileList.ts";
import {openMenu} from "./menu.ts";
import {prompt} from "./prompt.ts";
import type {toastPlace} from "./toast.ts";

/** What a person can do with a file of the workspace, asking and telling as it goes. */
export function fileActions(
  desk: Desk,
  {say, tell, mac}: {say: ReturnType<typeof toastPlace>["say"]; tell: (error: unknown) => void; mac: boolean}
): Pick<FileActions, "rename" | "remove" | "use" | "menu"> {
  async function rename(path: string): Promise<void> {
    const taken = new Set(desk.files.value?.map((file) => file.path));
    const ending = /\.[^./]*$/.exec(path)?.[0] ?? "";
    const typed = await prompt({
      title: `Rename ${nameOf(path)}`,
      value: path,
      confirm: "Rename",
      check(value) {
        const wanted = typedPath(value, ending);
        if ("fault" in wanted) return wanted.fault;
        return wanted.path !== path && taken.has(wanted.path) ? `${wanted.path} exists already` : undefined;
      }
    });
    const wanted = typed === null ? null : typedPath(typed, ending);
    if (wanted && "path" in wanted) desk.rename(path, wanted.path).catch(tell);
  }

  async function remove(path: string): Promise<void> {
    try {
      const undo = await desk.remove(path);
      say(`Deleted ${nameOf(path)}.`, {action: {label: "Undo", run: () => void undo().catch(tell)}});
    } catch (error) {
      tell(error);
    }
  }

  async function use(path: string): Promise<void> {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const notebook = desk.current.value?.path;
    const beside = notebook?.slice(0, notebook.lastIndexOf("/") + 1);
    if (beside === undefined || !path.startsWith(beside))
      return void say(`A notebook reads files of its own folder; ${path} is in ${folder || "the workspace’s folder"}.`);
    await navigator.clipboard
      .writeText(`FileAttachment(${JSON.stringify(path.slice(beside.length))})`)
      .then(() => say(`Copied the FileAttachment of ${nameOf(path)}; paste it into a cell.`), tell);
  }

  return {
    rename: (path) => void rename(path),
    remove: (path) => void remove(path),
    use: (path) => void use(path),
    menu({path, kind}, anchor) {
      const open = desk.open.value.find((notebook) => notebook.path === path);
      openMenu(anchor, [
        ...(kind === "notebook"
          ? [
              {label: "Open", key: "↩", run: () => void desk.show(path)},
              {
                label: "Open without running",
                key: readableKey("Shift-Enter", mac),
                run: () => void (open ? desk.reopen(open, {paused: true}) : desk.show(path, {paused: true}))
              },
              ...(open ? [{label: "Close", run: () => void desk.close(open)}] : [])
            ]
          : [{label: "Copy as FileAttachment", key: "↩", run: () => void use(path)}]),
        {label: "Rename", key: "F2", run: () => void rename(path)},
        {label: "Delete", key: "Del", run: () => void remove(path)}
      ]);
    }
  };
}
