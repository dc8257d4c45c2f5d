/** How well `query` fits `text`, and which characters of `text` it took. */
export interface Match {
  readonly score: number;
  readonly at: readonly number[];
}

/**
 * Fuzzy match without regard to case: the letters of `query` (spaces aside) must occur in order. Starts of words and runs
 * of neighbours score; what lies between costs a little, so that the shorter text wins. null if it does not fit.
 */
export function match(query: string, text: string): Match | null {
  const wanted = [...query.toLowerCase()].filter((letter) => letter.trim() !== "");
  if (wanted.length === 0) return {score: 0, at: []};
  const lower = text.toLowerCase();
  // best[j]: the best way to place the letters so far with the last one at j
  let best = new Map<number, Match>();
  for (const [i, letter] of wanted.entries()) {
    const next = new Map<number, Match>();
    for (let j = lower.indexOf(letter); j >= 0; j = lower.indexOf(letter, j + 1)) {
      const start = j === 0 || /[\s/\-_.:(]/.test(text[j - 1]) || (/[A-Z]/.test(text[j]) && /[a-z]/.test(text[j - 1]));
      const here = start ? 8 : 1;
      if (i === 0) {
        next.set(j, {score: here - 0.1 * j, at: [j]});
        continue;
      }
      let top: Match | null = null;
      for (const [k, {score, at}] of best) {
        if (k >= j) continue;
        const whole = score + here + (k === j - 1 ? 6 : -0.1 * (j - k));
        if (top === null || whole > top.score) top = {score: whole, at: [...at, j]};
      }
      if (top) next.set(j, top);
    }
    if (next.size === 0) return null;
    best = next;
  }
  const top = [...best.values()].reduce((a, b) => (b.score > a.score ? b : a));
  return {score: top.score - 0.02 * text.length, at: top.at};
}
