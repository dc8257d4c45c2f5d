const patterns = {
  data: /<!--|<\/script(?=[\t\n\f\r />])/gi,
  escaped: /-->|<\/script(?=[\t\n\f\r />])|<script(?=[\t\n\f\r />])/gi,
  doubleEscaped: /-->|<\/script(?=[\t\n\f\r />])/gi
};

/**
 * Where the content of a `<script>` that begins at `from` ends: the offset of its `</script`, or -1. Inside
 * `<!-- … <script` the next `</script` does not end it (HTML standard 13.2.5.15 to 13.2.5.31).
 */
export function scriptEnd(text: string, from: number): number {
  let state: keyof typeof patterns = "data";
  for (let at = from; ;) {
    const pattern = patterns[state];
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return -1;
    at = found.index + found[0].length;
    if (found[0] === "<!--") {
      state = "escaped";
      at -= 2; // the dashes may already be those of "-->"
    } else if (found[0] === "-->") state = "data";
    else if (found[0][1] !== "/") state = "doubleEscaped";
    else if (state === "doubleEscaped") state = "escaped";
    else return found.index;
  }
}

/** Where the content of another raw text element (`title`, `style`, `textarea`…) ends: the offset of its end tag, or -1. */
export function rawTextEnd(text: string, from: number, name: string): number {
  const pattern = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, "gi");
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}
