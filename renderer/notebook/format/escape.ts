/** Puts one backslash into what would end the cell: `</script>` becomes `<\/script>`, `<\/script>` becomes `<\\/script>`. */
export function escapeScript(text: string): string {
  return text.replace(/<(?=\\*\/script(\s|>))/gi, "<\\");
}

/** Takes that backslash out again. */
export function unescapeScript(text: string): string {
  return text.replace(/<\\(?=\\*\/script(\s|>))/gi, "<");
}

/** Text between tags, as HTML is serialised. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\u00a0]/g, (character) => references[character]);
}

/** The value of an attribute in double quotes, as HTML is serialised. */
export function escapeAttribute(value: string): string {
  return value.replace(/[&<>\u00a0"]/g, (character) => references[character]);
}

const references: Record<string, string> = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", '"': "&quot;"};
