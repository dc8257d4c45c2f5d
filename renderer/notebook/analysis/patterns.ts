import type {AnyNode, Identifier} from "acorn";

/** The names that a pattern binds, in order: `{a, b: [c = 1, ...d]}` binds a, c, d. */
export function* boundNames(pattern: AnyNode | null): Generator<Identifier> {
  switch (pattern?.type) {
    case "Identifier":
      yield pattern;
      break;
    case "ObjectPattern":
      for (const property of pattern.properties)
        yield* boundNames(property.type === "Property" ? property.value : property.argument);
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) yield* boundNames(element);
      break;
    case "RestElement":
      yield* boundNames(pattern.argument);
      break;
    case "AssignmentPattern":
      yield* boundNames(pattern.left);
      break;
  }
}
