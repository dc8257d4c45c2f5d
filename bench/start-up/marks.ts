// Put before the scripts of both pages: notes when what a person waits for is there and writes it to the console. No
// debugger looks on, which would cost as much as the pages themselves.

/** Moments of a start by name, in milliseconds since 1970, as a page writes them after `prefix`. */
export type Marks = Record<string, number>;

export const prefix = "bench marks: ";

/** What is typed into the first cell: found again by it. */
const key = "~";

/** In the page: `page` is "shell" or "notebook". */
function watch(page: string, key: string, prefix: string): void {
  const now = () => performance.timeOrigin + performance.now();
  const marks: Marks = {};
  const mark = (name: string, at = now()) => (marks[`${page} ${name}`] ??= at);
  const tell = () => console.info(prefix + JSON.stringify(marks));
  mark("began", performance.timeOrigin);
  mark("script");
  new PerformanceObserver((list) => {
    for (const {name, startTime} of list.getEntries())
      if (name === "first-contentful-paint") mark("painted", performance.timeOrigin + startTime);
  }).observe({type: "paint", buffered: true});

  // As soon as the first cell that shows its text is drawn it is pressed, and a key is typed into the editor that comes:
  // nobody is quicker.
  function press(): void {
    const source = [...document.querySelectorAll<HTMLElement>(".source pre")].find((each) => each.offsetParent);
    if (source === undefined) return;
    mark("cell");
    getSelection()?.collapse(source, 0);
    source.click();
  }
  let asked = false;
  let told = false;
  new MutationObserver(() => {
    if (!asked && document.querySelector(".source pre") !== null) {
      asked = true;
      requestAnimationFrame(press);
    }
    const editor = document.querySelector<HTMLElement>(".cm-content");
    if (editor !== null && marks["notebook editor"] === undefined) {
      mark("editor");
      queueMicrotask(() => document.execCommand("insertText", false, key));
    }
    if (!told && editor?.textContent?.includes(key)) {
      told = true;
      mark("key");
      tell();
    }
    // The notebook's page has sent the edit to the shell: so the editor took the key for one.
    if (!told && document.querySelector(".file-state:not([data-state=saved])") !== null) {
      told = true;
      mark("edited");
      const asked = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      for (const {name, responseEnd} of asked)
        mark(new URL(name).pathname.split("/").slice(0, 3).join("/"), performance.timeOrigin + responseEnd);
      tell();
    }
  }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
}

/** The script for a page. */
export function marking(page: "shell" | "notebook"): string {
  return `(${watch.toString()})(${JSON.stringify(page)}, ${JSON.stringify(key)}, ${JSON.stringify(prefix)});\n`;
}
