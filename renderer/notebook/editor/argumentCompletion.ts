import type {Completion, CompletionContext, CompletionResult} from "@codemirror/autocomplete";
import {syntaxTree} from "@codemirror/language";
import type {EditorState} from "@codemirror/state";
import {objectAt, placeOf, type Argument, type Option, type Place, type SyntaxNode} from "./argument.ts";
import {docInfo} from "./docInfo.ts";

/**
 * Completion in an argument of a call to the library: an option that is not written yet, or one of the names that a string
 * may be. Null where nothing else may stand either, undefined where this is not for it to say.
 */
export function argumentCompletion(
  {state, pos, explicit}: CompletionContext,
  argumentsAt: (place: Place) => readonly Argument[]
): CompletionResult | null | undefined {
  const node = syntaxTree(state).resolveInner(pos, -1);
  if (node.name === "String" && pos > node.from) return choice(state, node, argumentsAt);
  const found = objectAt(state, pos);
  if (!found) return undefined;
  const {object, from} = found;
  const place = placeOf(state, object);
  // a bare brace asks for nothing: Enter after it is for a new line
  if (!place || (from === pos && !explicit)) return null;
  const written = new Set(writtenIn(state, object, pos));
  const options = argumentsAt(place)
    .flatMap((each) => each.options ?? [])
    .filter(({name}) => !written.has(name));
  return {from, options: options.map(optionCompletion), validFor: /^[\w$]*$/};
}

function choice(
  state: EditorState,
  string: SyntaxNode,
  argumentsAt: (place: Place) => readonly Argument[]
): CompletionResult | undefined {
  const place = placeOf(state, string);
  const names = place ? argumentsAt(place).flatMap((each) => each.names ?? []) : [];
  if (names.length === 0) return undefined;
  const text = state.sliceDoc(string.from, string.to);
  const isClosed = text.length > 1 && text.endsWith(text[0]);
  return {
    from: string.from + 1,
    to: isClosed ? string.to - 1 : string.to,
    // what matches equally well in their order, not the alphabet's: "50" before "101"
    options: names.map((label, i) => ({label, type: "constant", boost: -i})),
    validFor: /^[^"'\n]*$/
  };
}

/** The names of an object's properties, but for the one at `pos`, which is being written. */
function writtenIn(state: EditorState, object: SyntaxNode, pos: number): readonly string[] {
  return object
    .getChildren("Property")
    .flatMap((property) => property.getChild("PropertyDefinition") ?? [])
    .filter(({from, to}) => pos < from || pos > to)
    .map(({from, to}) => state.sliceDoc(from, to));
}

function optionCompletion({name, type, required, default: value, text}: Option): Completion {
  return {
    label: name,
    type: "property",
    detail: value === undefined ? type : `${type} = ${value}`,
    info: text ? docInfo(text) : undefined,
    boost: required ? 1 : 0
  };
}
