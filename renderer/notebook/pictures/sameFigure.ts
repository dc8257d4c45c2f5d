/**
 * A picture for one place on the page: it is drawn into the same figure as long as what that was made with (its title, its
 * width) stays, and into a new one otherwise.
 */
export function sameFigure<
  Given extends unknown[],
  With extends [title: string, width?: number],
  Figure extends HTMLElement
>(
  madeWith: (...given: Given) => With,
  make: (...made: With) => (...given: Given) => Figure
): (...given: Given) => Figure {
  let kept: {readonly key: string; readonly draw: (...given: Given) => Figure} | undefined;
  return (...given) => {
    const made = madeWith(...given);
    const key = JSON.stringify(made);
    if (kept?.key !== key) kept = {key, draw: make(...made)};
    return kept.draw(...given);
  };
}
