declare module "@observablehq/runtime" {
  export interface VariableObserver {
    pending?(): void;
    fulfilled?(value: unknown, name: string | null): void;
    rejected?(error: unknown, name: string | null): void;
    /** The element whose visibility `visibility()` waits for. */
    readonly _node?: unknown;
  }
  export interface Variable {
    define(name: string | null, inputs: readonly string[], definition: (...values: never[]) => unknown): this;
    delete(): this;
    /** The variables it reads, and those that read it. */
    _inputs: Variable[];
    readonly _outputs: Set<Variable>;
    /** The variable that a name stands for in this one's definition. */
    _resolve(name: string): Variable;
  }
  export interface Module {
    variable(observer?: VariableObserver | true): Variable;
  }
  export class Runtime {
    constructor(builtins: Readonly<Record<string, () => unknown>>, global: (name: string) => unknown);
    module(): Module;
    dispose(): void;
    /** Variables whose readers have changed. */
    readonly _dirty: Set<Variable>;
    readonly _disposed: boolean;
    _compute(): Promise<void>;
    _computeSoon(): Promise<void>;
    _computeNow(): Promise<void>;
  }
  export class RuntimeError extends Error {
    /** The input that failed. */
    readonly input?: string;
  }
}
