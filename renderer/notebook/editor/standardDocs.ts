/** What completion says of the names that every cell finds, in a sentence each. */
export const standardDocs: ReadonlyMap<string, string> = new Map([
  [
    "display",
    "Appends a value to the cell's output and returns it; elements are inserted, anything else is inspected."
  ],
  [
    "view",
    "Displays an input and gives its value: `const x = view(Inputs.range([0, 1]))`. Cells that read x follow it."
  ],
  ["invalidation", "A promise that resolves before the cell runs again or goes: the place to clean up."],
  ["visibility", "`await visibility()` waits until the cell is on screen."],
  ["width", "The width of the column in pixels, as it is now."],
  ["now", "The time in milliseconds, anew each frame."],
  ["dark", "Whether the page is dark."],
  ["Generators", "Makers of values that change: observe, input, queue, now, width, dark."],
  ["Mutable", "A value that its own cell, or functions that the cell exports, may set."],
  [
    "FileAttachment",
    'A file beside the notebook: `FileAttachment("data.csv").csv({typed: true})`. The name must be a literal.'
  ],
  ["Inputs", "Sliders, selects, tables and other inputs, to be shown with `view`."],
  ["Plot", "Observable Plot: charts from arrays of objects."],
  ["d3", "All of D3."],
  ["htl", "Hypertext Literal: safe HTML templates."],
  ["html", "Makes an element from HTML: html`<b>${text}</b>`."],
  ["svg", "Makes an SVG element: svg`<circle r=4>`."],
  ["md", "Makes an element from Markdown: md`*text*`."],
  ["tex", "Makes an element from TeX: tex`e^{i\\pi}`; tex.block for a line of its own."],
  ["network", ""],
  [
    "surgery",
    "Changes to a network that keep its weights: replace, insertBefore, insertAfter, cut, freeze, tap, compare."
  ],
  ["ops", "Primitive operations of a network: conv, dwt, gelu, …"],
  ["blocks", "Blocks written in ops: conv, waveMix, classifier, …"],
  ["models", "Named architectures, written in blocks, with their authors' configurations."],
  ["data", "Data sets that ship, and makers of your own."],
  [
    "train",
    "Describes a training run and shows its card; nothing trains until Run is pressed. Gives the run's states."
  ],
  ["insight", "What can be read from a network, an image or a run: costs, fields, subbands, activations."],
  ["pictures", "Pictures of plain arrays: curves, images, subbands, receptive fields, network tables."],
  ["weights", "Weights in and out: save a run, load a safetensors or PyTorch file, initial values."],
  ["exchange", "Files that other programs read and write."],
  ["runs", "The present states of all runs of this notebook."]
]);
