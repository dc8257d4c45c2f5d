const keywords = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" ")
);

/** How Python reaches a module at a dotted path: `.layers[0].reduction`. */
export function expressionOf(path: string): string {
  return path
    .split(".")
    .map((part) => {
      if (/^(0|[1-9]\d*)$/.test(part)) return `[${part}]`;
      return /^[A-Za-z_]\w*$/.test(part) && !keywords.has(part) ? `.${part}` : `._modules[${JSON.stringify(part)}]`;
    })
    .join("");
}
