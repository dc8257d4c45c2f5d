/** The next place that is neither white space nor a comment nor one of the characters `also`. */
export function skipTrivia(text: string, from: number, also = ""): number {
  let at = from;
  while (at < text.length) {
    if (/\s/.test(text[at]) || also.includes(text[at])) at++;
    else if (text.startsWith("//", at)) at = indexOr(text, "\n", at);
    else if (text.startsWith("/*", at)) at = indexOr(text, "*/", at + 2) + 2;
    else break;
  }
  return at;
}

function indexOr(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found < 0 ? text.length : found;
}
