import type {Cell} from "../format/notebook.ts";

/** An input that a cell shows by `const name = view(…)`. */
export interface NamedInput {
  readonly name: string;
  readonly cell: number;
  readonly element: Element & {value: unknown};
}

/** The inputs of a notebook by the names that their cells give them, in order. `shown` gives what a cell shows. */
export function namedInputs(cells: readonly Cell[], shown: (cell: number) => Iterable<Element>): NamedInput[] {
  return cells
    .filter(({mode}) => mode === "js" || mode === "ts")
    .flatMap(({id, source}) => {
      const names = [...source.matchAll(/\b(?:const|let|var)\s+([\w$]+)(?:\s*:[^=]+)?\s*=\s*view\s*\(/g)];
      const elements = [...shown(id)].filter((element) => "value" in element);
      return names.slice(0, elements.length).map(([, name], i) => ({
        name,
        cell: id,
        element: elements[i] as NamedInput["element"]
      }));
    });
}

/**
 * Gives inputs the values that were asked for, as JSON text by name. Throws an Error for a name that no input has and for a
 * value that the input does not take.
 */
export function setInputs(inputs: readonly NamedInput[], values: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(values)) {
    const input = inputs.find((each) => each.name === name);
    if (!input) {
      const known = inputs.map((each) => each.name).join(", ");
      throw new Error(`unknown input: ${name}; ${known ? `known are ${known}` : "the notebook has none"}`);
    }
    const {element} = input;
    const value = parse(text);
    element.value = value;
    element.dispatchEvent(new Event("input", {bubbles: true}));
    if (JSON.stringify(element.value) !== JSON.stringify(value))
      throw new Error(`invalid ${name}: ${text}; the input makes it ${JSON.stringify(element.value)}`);
  }
}

/** JSON, or the words themselves where they are none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
