import {element} from "./element.ts";
import {match} from "./match.ts";

export interface PaletteEntry {
  readonly title: string;
  /** What kind of thing it is, at the right: `notebook`, `Cells`, … */
  readonly group: string;
  readonly key?: string;
  readonly run: () => void;
}

const mostShown = 60;

/** The entries that fit `query`, best first; all in their own order where nothing is asked for. */
export function findEntries(entries: readonly PaletteEntry[], query: string) {
  return entries
    .map((entry, order) => ({entry, order, fit: match(query, entry.title)}))
    .filter((found) => found.fit !== null)
    .map(({entry, order, fit}) => ({entry, order, score: fit?.score ?? 0, at: fit?.at ?? []}))
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, mostShown);
}

function marked(title: string, at: readonly number[]): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const i of at) {
    parts.push(title.slice(from, i), element("mark", {}, title[i]));
    from = i + 1;
  }
  return [...parts, title.slice(from)];
}

/** Opens the palette over the window. Resolves when it is closed; the chosen entry has then been run. */
export function openPalette(entries: readonly PaletteEntry[]): Promise<void> {
  return new Promise((resolve) => {
    let found = findEntries(entries, "");
    let at = 0;
    let chosen: PaletteEntry | undefined;
    const list = element("ul", {id: "palette-list", role: "listbox", "aria-label": "Results"});
    const input = element("input", {
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": "palette-list",
      "aria-label": "Find a notebook or a command",
      placeholder: "Find a notebook or a command",
      autocomplete: "off",
      spellcheck: "false"
    });
    const dialog = element(
      "dialog",
      {
        class: "palette",
        "aria-label": "Palette",
        onclose: () => {
          dialog.remove();
          chosen?.run();
          resolve();
        },
        // A press on the dialog itself is one beside its content: on the backdrop.
        onpointerdown: (event: PointerEvent) => event.target === dialog && dialog.close()
      },
      element("div", {class: "palette-body"}, input, list)
    );

    function select(next: number) {
      at = Math.max(0, Math.min(next, found.length - 1));
      for (const [i, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(i === at));
      input.setAttribute("aria-activedescendant", found.length > 0 ? `palette-${at}` : "");
      list.children[at]?.scrollIntoView({block: "nearest"});
    }
    function choose(i: number) {
      chosen = found[i]?.entry;
      if (chosen) dialog.close();
    }
    function draw() {
      found = findEntries(entries, input.value);
      list.replaceChildren(
        ...found.map(({entry, at: letters}, i) =>
          element(
            "li",
            {id: `palette-${i}`, role: "option", onclick: () => choose(i), onpointermove: () => i !== at && select(i)},
            element("span", {class: "name"}, ...marked(entry.title, letters)),
            element("span", {class: "muted group"}, entry.group),
            entry.key && element("kbd", {}, entry.key)
          )
        )
      );
      if (found.length === 0) list.append(element("li", {class: "muted none"}, "Nothing found"));
      select(0);
    }
    input.addEventListener("input", draw);
    input.addEventListener("keydown", (event) => {
      const page = 8;
      const step = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page}[event.key];
      if (step !== undefined) {
        event.preventDefault();
        const edge = Math.abs(step) === 1;
        select(edge ? (at + step + found.length) % Math.max(1, found.length) : at + step);
      } else if (event.key === "Enter") {
        event.preventDefault();
        choose(at);
      }
    });
    document.body.append(dialog);
    draw();
    dialog.showModal();
    input.focus();
  });
}
