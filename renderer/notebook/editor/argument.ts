import {syntaxTree} from "@codemirror/language";
import type {EditorState} from "@codemirror/state";

export type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>["resolveInner"]>;

/** An option of a function or a block, as its docstring has it. */
export interface Option {
  readonly name: string;
  readonly type: string;
  readonly required?: boolean;
  /** As code; absent where it depends on others, which the text says. */
  readonly default?: string;
  readonly text: string;
}

/** What may be written in the arguments at these places: one of the names, or an object of the options. */
export interface Argument {
  readonly at: readonly number[];
  readonly names?: readonly string[];
  readonly options?: readonly Option[];
}

/** An argument of a call: `blocks.mgic`, 1. */
export interface Place {
  readonly call: string;
  readonly index: number;
}

/** The place of an expression that is an argument as a whole. */
export function placeOf(state: EditorState, node: SyntaxNode): Place | undefined {
  const list = node.parent;
  const callee = list?.name === "ArgList" && list.parent?.name === "CallExpression" && list.parent.firstChild;
  if (!list || !callee) return undefined;
  const before = list.getChildren(",").filter(({to}) => to <= node.from);
  return {call: state.sliceDoc(callee.from, callee.to), index: before.length};
}

/** The object literal in which `pos` is where a property's name is, or would be; `from` is where the name begins. */
export function objectAt(state: EditorState, pos: number): {object: SyntaxNode; from: number} | undefined {
  const node = syntaxTree(state).resolveInner(pos, -1);
  if (node.name === "PropertyDefinition" && node.parent?.name === "Property")
    return {object: node.parent.parent!, from: node.from};
  const end = state.sliceDoc(0, pos).trimEnd().length;
  const {name, parent} = syntaxTree(state).resolveInner(end, -1);
  const isBefore = name === "{" || name === ",";
  return isBefore && parent?.name === "ObjectExpression" ? {object: parent, from: pos} : undefined;
}

/** `kernel?: number = 3` */
export function optionTitle({name, type, required, default: value}: Option): string {
  return `${name}${required ? "" : "?"}: ${type}${value === undefined ? "" : ` = ${value}`}`;
}
