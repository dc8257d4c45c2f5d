declare module "@observablehq/inspector" {
  /** Shows one value in `node`; a call for another value keeps what was unfolded. */
  export class Inspector {
    constructor(node: Element);
    pending(): void;
    fulfilled(value: unknown, name?: string): void;
    rejected(error: unknown, name?: string): void;
  }
}
