const paths = {
  sidebar: "M2.5 3.5h11v9h-11z M6 3.5v9",
  plus: "M8 3.5v9 M3.5 8h9",
  more: "M3.6 8h.01 M8 8h.01 M12.4 8h.01",
  folder: "M6 4.5l3.5 3.5L6 11.5",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9z M10.3 10.3l3.2 3.2",
  close: "M4 4l8 8 M12 4l-8 8",
  restart: "M12.5 8a4.5 4.5 0 1 1-1.4-3.3 M12.5 2.5v2.7h-2.7"
};

/** A 16 × 16 line drawing in the colour of the text; decoration, hidden from the accessibility tree. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
