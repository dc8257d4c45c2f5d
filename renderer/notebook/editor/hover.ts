import {syntaxTree} from "@codemirror/language";
import type {EditorState, Extension} from "@codemirror/state";
import {hoverTooltip, type EditorView, type Tooltip} from "@codemirror/view";
import {objectAt, optionTitle, placeOf, type SyntaxNode} from "./argument.ts";
import type {Names} from "./completion.ts";
import {docWords} from "./docWords.ts";

/** Shows what a name or a member is while the pointer rests on it. */
export function nameHover(names: () => Names): Extension {
  return hoverTooltip((view, pos) => tooltipAt(view, pos, names()), {hoverTime: 400});
}

function tooltipAt(view: EditorView, pos: number, names: Names): Tooltip | null {
  const node = syntaxTree(view.state).resolveInner(pos);
  const found = describe(view.state, node, names);
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

/** What is known of a name, a member or an option of a call. */
export function describe(state: EditorState, node: SyntaxNode, names: Names): ReturnType<Names["describe"]> {
  if (node.name === "PropertyDefinition") return describeOption(state, node, names);
  if (!["VariableName", "VariableDefinition", "PropertyName"].includes(node.name)) return undefined;
  return names.describe(pathTo(state.sliceDoc(state.doc.lineAt(node.from).from, node.to)));
}

function describeOption(state: EditorState, {from, to}: SyntaxNode, names: Names): ReturnType<Names["describe"]> {
  const object = objectAt(state, to)?.object;
  const place = object && placeOf(state, object);
  if (!place) return undefined;
  const options = names.argumentsAt(place).flatMap((each) => each.options ?? []);
  const option = options.find(({name}) => name === state.sliceDoc(from, to));
  return option && {title: optionTitle(option), text: option.text};
}

/** `blocks.waveMix` where the text ends in it. */
function pathTo(text: string): string {
  return /[\w$]+(?:\.[\w$]+)*$/.exec(text)?.[0] ?? "";
}
