import {syntaxTree} from "@codemirror/language";
import type {Extension} from "@codemirror/state";
import {hoverTooltip, type EditorView, type Tooltip} from "@codemirror/view";
import type {Names} from "./completion.ts";
import {docWords} from "./docWords.ts";

/** Shows what a name or a member is while the pointer rests on it. */
export function nameHover(names: () => Names): Extension {
  return hoverTooltip((view, pos) => tooltipAt(view, pos, names()), {hoverTime: 400});
}

function tooltipAt(view: EditorView, pos: number, names: Names): Tooltip | null {
  const node = syntaxTree(view.state).resolveInner(pos);
  if (!["VariableName", "VariableDefinition", "PropertyName"].includes(node.name)) return null;
  const path = pathTo(view.state.sliceDoc(view.state.doc.lineAt(node.from).from, node.to));
  const found = names.describe(path);
  if (!found) return null;
  return {
    pos: node.from,
    end: node.to,
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "hover";
      const head = dom.appendChild(document.createElement("code"));
      head.textContent = found.title;
      if (found.text) dom.appendChild(document.createElement("p")).append(...docWords(found.text));
      return {dom};
    }
  };
}

/** `blocks.waveMix` where the text ends in it. */
function pathTo(text: string): string {
  return /[\w$]+(?:\.[\w$]+)*$/.exec(text)?.[0] ?? "";
}
