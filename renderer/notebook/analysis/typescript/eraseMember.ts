import type {Erasure} from "./erasure.ts";
import {skipTrivia} from "./trivia.ts";
import {nodesOf, type TsNode} from "./tsNode.ts";

const modifiers = new Set(["public", "private", "protected", "readonly", "override", "abstract", "declare"]);

/** Erases the modifiers before a class member's name and the `?` or `!` after it. */
export function eraseMember(node: TsNode, erasure: Erasure): void {
  const {source} = erasure;
  const [key] = nodesOf(node.key);
  for (let at = node.start; at < key.start;) {
    const word = /^[a-z]+/.exec(source.slice(at, key.start))?.[0];
    if (word && modifiers.has(word)) erasure.blank(at, at + word.length);
    at = skipTrivia(source, at + (word?.length ?? 1));
  }
  const after = skipTrivia(source, key.end, node.computed ? "]" : "");
  if (node.optional || node.definite) erasure.blank(after, after + 1);
}
