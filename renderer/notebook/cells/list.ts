/** `moveBefore` is not in every browser, whatever its type says. */
type MovableParent = Omit<Element, "moveBefore"> & Partial<Pick<Element, "moveBefore">>;

/**
 * Makes the children of `parent` those of `keys`, in this order. Elements of keys that stay are kept, and moved in place
 * where the browser can (canvases, focus and frames survive that). `create` makes the element of a new key; `remove` is
 * told of each that went.
 */
export function reconcile<K>(
  parent: MovableParent,
  present: Map<K, Element>,
  keys: readonly K[],
  create: (key: K) => Element,
  remove: (key: K) => void
): void {
  const wanted = new Set(keys);
  for (const [key, element] of present)
    if (!wanted.has(key)) {
      element.remove();
      present.delete(key);
      remove(key);
    }
  let next = parent.firstElementChild;
  for (const key of keys) {
    const element = present.get(key);
    if (!element) {
      const made = create(key);
      present.set(key, made);
      parent.insertBefore(made, next);
    } else if (element === next) next = element.nextElementSibling;
    else if (parent.moveBefore) parent.moveBefore(element, next);
    else parent.insertBefore(element, next);
  }
}
