// Evaluates the formulas of docstrings: sums of products over option names and C, as people write them.

type Scope = ReadonlyMap<string, unknown>;
type Definition = {readonly parameters: readonly string[]; readonly body: string};

/**
 * The value of a formula such as `C²/4 + [levels > 1]·f(C), where f(a) = a·mult`: `·` multiplies, `²` squares, `[…]` is 1 where
 * the condition holds and else 0 (Iverson's bracket; what is no number holds unless it is false), `sum(l = 0..L, …)` adds up.
 * What follows a semicolon is a remark. Throws on a name that `values` lacks.
 */
export function evaluate(formula: string, values: Readonly<Record<string, unknown>>): number {
  const [body, ...where] = formula.split(";")[0].split(/,? where /);
  const definitions = new Map<string, Definition>();
  for (const text of where.length ? parts(where.join(" where ")) : []) {
    const [, name, , parameters = "", right] = /^\s*(\w+)(\(([^)]*)\))?\s*=\s*(.*)$/s.exec(text)!;
    definitions.set(name, {
      parameters: parameters
        .split(",")
        .map((each) => each.trim())
        .filter(Boolean),
      body: right
    });
  }
  return run(body, new Map(Object.entries(values)), definitions);
}

/** Split at the commas that stand in no bracket. */
function parts(text: string): string[] {
  const found = [""];
  let depth = 0;
  for (const character of text) {
    if ("([".includes(character)) ++depth;
    if (")]".includes(character)) --depth;
    if (character === "," && depth === 0) found.push("");
    else found[found.length - 1] += character;
  }
  return found;
}

function run(text: string, scope: Scope, definitions: ReadonlyMap<string, Definition>): number {
  const tokens = text.match(/"[^"]*"|[A-Za-z_]\w*|\d+(?:\.\d+)?|[²³]|[≤≥≠]|[^\s]/g) ?? [];
  let at = 0;
  const take = (token: string) => tokens[at] === token && ++at > 0;
  const need = (token: string) => {
    if (!take(token)) throw new Error(`expected ${token} before ${tokens.slice(at).join(" ") || "the end"} in ${text}`);
  };

  function sum(): number {
    let value = product();
    for (;;) {
      if (take("+")) value += product();
      else if (take("−") || take("-")) value -= product();
      else return value;
    }
  }
  function product(): number {
    let value = power();
    for (;;) {
      if (take("·") || take("*") || take("×")) value *= power();
      else if (take("/")) value /= power();
      else return value;
    }
  }
  function power(): number {
    const base = atom();
    if (take("²")) return base ** 2;
    if (take("³")) return base ** 3;
    return take("^") ? base ** power() : base;
  }
  function atom(): number {
    if (take("(")) {
      const value = sum();
      need(")");
      return value;
    }
    if (take("[")) {
      const value = condition();
      need("]");
      return value ? 1 : 0;
    }
    const token = tokens[at++];
    if (/^\d/.test(token)) return Number(token);
    if (/^[A-Za-z_]/.test(token)) return tokens[at] === "(" ? call(token) : number(token, named(token));
    throw new Error(`unexpected ${token} in ${text}`);
  }
  function condition(): boolean {
    let holds = comparison();
    while (take("or")) holds = comparison() || holds;
    return holds;
  }
  function comparison(): boolean {
    const left = operand();
    if (take("≥")) return Number(left) >= Number(operand());
    if (take("≤")) return Number(left) <= Number(operand());
    if (take(">")) return Number(left) > Number(operand());
    if (take("<")) return Number(left) < Number(operand());
    if (take("≠")) return left !== operand();
    return take("=") ? left === operand() : left !== false && left !== undefined;
  }
  function operand(): unknown {
    const token = tokens[at];
    if (token.startsWith('"')) return (++at, token.slice(1, -1));
    const single = ["]", "or", "=", "≠", ">", "<", "≤", "≥"].includes(tokens[at + 1]);
    if (/^[A-Za-z_]/.test(token) && single)
      return (++at, token === "true" || token === "false" ? token === "true" : named(token));
    return sum();
  }
  function named(name: string): unknown {
    const defined = definitions.get(name);
    if (defined && defined.parameters.length === 0) return run(defined.body, scope, definitions);
    if (!scope.has(name)) throw new Error(`unknown name: ${name} in ${text}`);
    return scope.get(name);
  }
  /** The texts between the brackets of a call. */
  function given(): string[] {
    need("(");
    const from = at;
    for (let depth = 1; depth > 0; ++at) {
      if (at >= tokens.length) throw new Error(`expected ) in ${text}`);
      if (tokens[at] === "(") ++depth;
      if (tokens[at] === ")") --depth;
    }
    return parts(tokens.slice(from, at - 1).join(" "));
  }
  function call(name: string): number {
    const inputs = given();
    const value = (input: string) => run(input, scope, definitions);
    switch (name) {
      case "count":
        return list(inputs[0]).length;
      case "round":
        return Math.round(value(inputs[0]));
      case "ceil":
        return Math.ceil(value(inputs[0]));
      case "floor":
        return Math.floor(value(inputs[0]));
      case "log2":
        return Math.log2(value(inputs[0]));
      case "fit": {
        const [largest, ...multiples] = inputs.map(value);
        let most = largest;
        while (multiples.some((each) => each % most)) --most;
        return most;
      }
      case "max":
        return Math.max(...inputs.map(value));
      case "min":
        return Math.min(...inputs.map(value));
      case "or": {
        const first = scope.get(inputs[0].trim());
        return first === undefined ? value(inputs[1]) : number(inputs[0], first);
      }
      case "product":
        return list(inputs[0]).reduce((all, each) => all * each, 1);
      case "sum": {
        if (inputs.length === 1) return list(inputs[0]).reduce((all, each) => all + each, 0);
        const [, index, from, to] = /^\s*(\w+)\s*=(.*?)\. \.(.*)$/.exec(inputs[0])!;
        let total = 0;
        for (let i = value(from); i <= value(to); ++i)
          total += run(inputs[1], new Map([...scope, [index, i]]), definitions);
        return total;
      }
    }
    const {parameters, body} = definitions.get(name) ?? {};
    if (!parameters || !body) throw new Error(`unknown function: ${name} in ${text}`);
    return run(
      body,
      new Map([...scope, ...parameters.map((each, i) => [each, value(inputs[i])] as const)]),
      definitions
    );
  }
  function list(name: string): readonly number[] {
    const value = named(name.trim());
    if (!Array.isArray(value)) throw new Error(`not a list: ${name} in ${text}`);
    return value as readonly number[];
  }
  function number(name: string, value: unknown): number {
    if (typeof value !== "number") throw new Error(`not a number: ${name} is ${String(value)} in ${text}`);
    return value;
  }

  const value = sum();
  if (at < tokens.length) throw new Error(`unexpected ${tokens.slice(at).join(" ")} in ${text}`);
  return value;
}
