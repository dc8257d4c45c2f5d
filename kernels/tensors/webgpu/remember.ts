/** `make`, called once for every list of arguments. */
export function remember<A extends readonly (string | number | boolean)[], P>(
  make: (...args: A) => P
): (...args: A) => P {
  const made = new Map<string, P>();
  return (...args) => {
    const key = args.join(" ");
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(...args);
    made.set(key, fresh);
    return fresh;
  };
}
