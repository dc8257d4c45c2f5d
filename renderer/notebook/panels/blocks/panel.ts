import {html} from "../../pictures/html.ts";
import {blockCard} from "./card.ts";
import {blockEntries, type BlockEntry} from "./entries.ts";
import {searchBlocks} from "./search.ts";

export interface BlocksPanelOptions {
  /** Puts code into the notebook as a cell below the selected one. */
  insert(source: string): void;
  /** Whether the notebook may be changed now. */
  editable(): boolean;
  close(): void;
  /** Where the search and the opened cards are kept while the window lives. */
  readonly session: Pick<Storage, "getItem" | "setItem"> | undefined;
}

const key = "blocks-panel-state";

/** The library beside the notebook: a search, and a card a block by family. */
export function blocksPanel({insert, editable, close, session}: BlocksPanelOptions): {
  element: HTMLElement;
  /** Where the focus goes when it is opened. */
  search: HTMLInputElement;
} {
  const entries = blockEntries();
  const {text, opened} = read(session);
  const cards = new Map<BlockEntry, HTMLElement>();
  const search = html`<input
    type="search"
    placeholder="Search blocks, papers, options"
    aria-label="search the blocks"
    value=${text}
    oninput=${() => show()}
  />` as HTMLInputElement;
  const count = html`<p class="blocks-count" role="status"></p>`;
  const list = html`<div class="blocks-list"></div>`;
  const element = html`<aside class="side-panel blocks" aria-label="blocks">
    <header>
      <h2>Blocks</h2>
      <button type="button" class="quiet" aria-label="close" onclick=${close}>✕</button>
      ${search}${count}
    </header>
    ${list}
  </aside>`;

  const remember = () => session?.setItem(key, JSON.stringify({text: search.value, opened: [...opened]}));
  const cardOf = (entry: BlockEntry) => {
    let card = cards.get(entry);
    if (!card) {
      card = blockCard(entry, {
        insert,
        editable,
        open: opened.has(entry.name),
        onToggle(open) {
          if (open) opened.add(entry.name);
          else opened.delete(entry.name);
          remember();
        }
      });
      cards.set(entry, card);
    }
    return card;
  };

  function show(): void {
    const found = searchBlocks(entries, search.value);
    count.textContent =
      found.length === entries.length ? `${entries.length} blocks` : `${found.length} of ${entries.length}`;
    const groups = Map.groupBy(found, ({family}) => family);
    list.replaceChildren(
      ...[...groups].map(
        ([family, members]) =>
          html`<section>
            <h3>${family || "others"}</h3>
            ${members.map(cardOf)}
          </section>`
      ),
      ...(found.length === 0
        ? [
            html`<div class="blocks-none">
              <p>No block has “${search.value.trim()}” in its name, text, paper or options.</p>
              <button type="button" class="plain" onclick=${() => clear()}>Show all</button>
            </div>`
          ]
        : [])
    );
    remember();
  }
  function clear(): void {
    search.value = "";
    show();
    search.focus();
  }

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      if (event.target === search && search.value) clear();
      else close();
    } else if (event.key === "Enter" && event.target === search) {
      const first = list.querySelector<HTMLElement>(".block-head");
      if (!first) return;
      event.preventDefault();
      if (first.getAttribute("aria-expanded") === "false") first.click();
      first.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [search, ...list.querySelectorAll<HTMLElement>(".block-head")];
      const at = stops.indexOf(event.target as HTMLElement);
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0 || !next) return;
      event.preventDefault();
      next.focus();
    }
  });
  show();
  return {element, search};
}

/** What was kept of an earlier panel in this window. */
function read(session: BlocksPanelOptions["session"]): {text: string; opened: Set<string>} {
  try {
    const {text, opened} = JSON.parse(session?.getItem(key) ?? "{}") as {text?: unknown; opened?: unknown};
    return {
      text: typeof text === "string" ? text : "",
      opened: new Set(Array.isArray(opened) ? opened.filter((name) => typeof name === "string") : [])
    };
  } catch {
    return {text: "", opened: new Set()};
  }
}
