const properties = ["fill", "stroke", "stroke-width", "font", "text-anchor"];

/** A copy of a drawing that needs no style sheet: for a file. */
export function standalone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll("*");
  for (const [i, element] of copy.querySelectorAll<SVGElement>("*").entries()) {
    const style = getComputedStyle(originals[i]);
    for (const property of properties) element.style.setProperty(property, style.getPropertyValue(property));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return copy;
}
