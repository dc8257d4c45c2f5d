import type {blocksPanel} from "../panels/blocks/panel.ts";

/** What is loaded when the Blocks panel is first opened. */
export interface BlocksModule {
  readonly blocksPanel: typeof blocksPanel;
}

export interface SidePanelOptions {
  readonly root: HTMLElement;
  load(): Promise<BlocksModule>;
  /** Where it is kept whether the panel was open. */
  readonly session: Pick<Storage, "getItem" | "setItem"> | undefined;
  insert(source: string): void;
  editable(): boolean;
  /** The panel was closed while it had the focus: the page takes it back. */
  left(): void;
}

const key = "blocks-panel";

/** The panel beside the notebook. Its code is loaded when it is first opened; closed, it keeps what was searched and opened. */
export function createSidePanel({root, load, session, insert, editable, left}: SidePanelOptions) {
  let panel: Promise<ReturnType<typeof blocksPanel>> | undefined;
  let open = false;

  async function show(focus: boolean): Promise<void> {
    open = true;
    session?.setItem(key, "open");
    panel ??= load().then(({blocksPanel}) => blocksPanel({insert, editable, close, session}));
    const {element, search} = await panel;
    if (!open) return; // closed again before it was there
    root.append(element);
    root.dataset.panel = "open";
    if (focus) search.focus({preventScroll: true});
  }
  function close(): void {
    open = false;
    session?.setItem(key, "closed");
    delete root.dataset.panel;
    void panel?.then(({element}) => {
      const focused = element.contains(document.activeElement);
      element.remove();
      if (focused) left();
    });
  }

  return {
    toggle: () => (open ? close() : void show(true)),
    /** As it was before the page was loaded anew. */
    restore: () => void (session?.getItem(key) === "open" && void show(false))
  };
}
