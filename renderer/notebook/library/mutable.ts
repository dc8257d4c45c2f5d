import {observe} from "./generators/observe.ts";

/**
 * A generator of a value that its own cell, or functions it exports, may set: other cells read the latest. An undefined
 * start value is none.
 */
export function Mutable<T>(value?: T): AsyncGenerator<T, void, unknown> & {value: T | undefined} {
  let present = value;
  let notify: ((value: T) => T) | undefined;
  const generator = observe<T>((change) => {
    notify = change;
    if (present !== undefined) change(present);
  });
  return Object.defineProperty(generator as AsyncGenerator<T, void, unknown> & {value: T | undefined}, "value", {
    get: () => present,
    set(next: T) {
      present = next;
      notify?.(next);
    }
  });
}
