import {ExchangeError} from "../error.ts";

/**
 * Refuses a JSON text in which an object names a key twice: `JSON.parse` keeps the last one silently, so that two readers
 * could see two different files. The text must already be known to parse.
 */
export function refuseDuplicateKeys(json: string): void {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;
  const scopes: (Set<string> | undefined)[] = []; // a set of keys for an object, undefined for an array
  let expectsKey = false;
  for (const [text] of json.matchAll(token)) {
    const keys = scopes[scopes.length - 1];
    if (text === "{") {
      scopes.push(new Set());
      expectsKey = true;
    } else if (text === "[") {
      scopes.push(undefined);
      expectsKey = false;
    } else if (text === "}" || text === "]") {
      scopes.pop();
      expectsKey = false;
    } else if (text === ",") expectsKey = keys !== undefined;
    else if (text === ":") expectsKey = false;
    else if (expectsKey && keys) {
      const key = JSON.parse(text) as string;
      if (keys.has(key)) throw new ExchangeError("duplicate-key", `duplicate key: ${key}`);
      keys.add(key);
    }
  }
}
