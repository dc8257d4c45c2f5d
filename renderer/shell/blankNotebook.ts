/** The cell of a new notebook to begin in. */
export const firstCell = 2;

/** The text of a new notebook (Observable Notebook 2.0): a heading and an empty cell to begin in. */
export function blankNotebook(title: string): string {
  const name = title.replace(/[&<>]/g, (c) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;"})[c] ?? c);
  return `<!doctype html>
<notebook theme="air">
  <title>${name}</title>
  <script id="1" type="text/markdown">
    # ${title.replace(/[\\`*_[\]<>&$]/g, "\\$&")}
  </script>
  <script id="${firstCell}" type="module" pinned="">
  </script>
</notebook>
`;
}
