/**
 * What a double lacks is missing aloud: reading it throws, where a bare object would answer undefined and let a test pass
 * that shows nothing.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(of, key) {
      // Symbols and `then` are asked for by the language itself (printing, awaiting).
      if (typeof key === "string" && key !== "then" && key !== "toJSON" && !(key in of))
        throw new Error(`the double of Electron has no ${name}.${key}`);
      const value: unknown = Reflect.get(of, key, of);
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(of) : value;
    }
  });
}
