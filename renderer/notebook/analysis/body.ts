/** A replacement in a cell's source. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Code whose lines are those of the cell, with the pairs of offsets that lead back. */
export interface Body {
  readonly body: string;
  readonly anchors: readonly (readonly [body: number, source: number])[];
}

/**
 * Puts `prologue` (one line) before and `epilogue` after a source in which `edits` were made that keep its line breaks.
 * Between two anchors body and source advance alike.
 */
export function buildBody(source: string, edits: readonly Edit[], prologue: string, epilogue: string): Body {
  const anchors: [number, number][] = [[prologue.length, 0]];
  let [body, at] = [prologue, 0];
  for (const {from, to, text} of edits.toSorted((a, b) => a.from - b.from)) {
    body += source.slice(at, from) + text;
    at = to;
    if (text.length !== to - from) anchors.push([body.length, to]);
  }
  return {body: body + source.slice(at) + epilogue, anchors};
}

/** As many spaces, with the line breaks in place. */
export function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, " ");
}
