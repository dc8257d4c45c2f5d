/** The text of a docstring for the page: what stands between backticks is code. */
export function docWords(text: string): readonly (Node | string)[] {
  return text.split("`").flatMap((part, i) => {
    if (!part) return [];
    if (i % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}
