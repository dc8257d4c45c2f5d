/** An event that can be prevented, as Electron's are. */
export function event<T extends object>(more: T = {} as T) {
  return {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    }
  };
}
