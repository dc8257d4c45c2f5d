import {
  Parser,
  tokTypes,
  type AnyNode,
  type Expression,
  type Options,
  type Program,
  type Token,
  type TokenType
} from "acorn";

/** What the source of a cell is, with what the parser met on its way. */
export interface Parsed {
  readonly node: Program | Expression;
  readonly expression: boolean;
  readonly tokens: readonly Token[];
  /** Offsets after which a semicolon is missing and was put in. */
  readonly semicolons: readonly number[];
}

/** The parts of acorn's parser that its types leave out. */
interface Internals {
  readonly type: TokenType;
  readonly start: number;
  nextToken(): void;
  parseExpression(): Expression;
  unexpected(): never;
}

class CellParser extends Parser {
  /** The source as one expression, or undefined where it is none or more than one. */
  static expression(source: string, options: Options): Expression | undefined {
    const parser = new this(options, source, 0) as unknown as Internals;
    try {
      parser.nextToken();
      const node = parser.parseExpression();
      return parser.type === tokTypes.eof && !isNamed(node) ? node : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** The expression at `from` up to the brace that closes it. */
  static insideBraces(source: string, from: number): {node: Expression; close: number} {
    const parser = new this({ecmaVersion: "latest", sourceType: "module"}, source, from) as unknown as Internals;
    parser.nextToken();
    const node = parser.parseExpression();
    if (parser.type !== tokTypes.braceR) parser.unexpected();
    return {node, close: parser.start};
  }
}

/** The expression of a template that begins at `from`, after `${`. @throws SyntaxError with `pos` */
export function parseInsideBraces(source: string, from: number): {node: Expression; close: number} {
  return CellParser.insideBraces(source, from);
}

/** A named function or class declares its name. */
function isNamed(node: AnyNode): boolean {
  return (node.type === "FunctionExpression" || node.type === "ClassExpression") && !!node.id;
}

/**
 * Parses a cell: as an expression if it is exactly one, else as the statements of a module.
 *
 * @throws SyntaxError with `pos`, the offset of the fault.
 */
export function parse(source: string): Parsed {
  return parseWith(CellParser, source, {});
}

/** `parse` by an extended parser. */
export function parseWith(parser: typeof CellParser, source: string, extra: Partial<Options>): Parsed {
  let tokens: Token[] = [];
  let semicolons: number[] = [];
  const options = (): Options => ({
    ...extra,
    ecmaVersion: "latest",
    sourceType: "module",
    onToken: (tokens = []),
    onInsertedSemicolon: (at) => semicolons.push(at)
  });
  const expression = parser.expression(source, options());
  if (expression) return {node: expression, expression: true, tokens, semicolons};
  semicolons = [];
  const node = parser.parse(source, options());
  return {node, expression: false, tokens, semicolons};
}

/** A parser with plugins, for `parseWith`. */
export function extendParser(...plugins: ((base: typeof Parser) => typeof Parser)[]): typeof CellParser {
  return CellParser.extend(...plugins) as typeof CellParser;
}
