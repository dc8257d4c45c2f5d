import {parse, type AnyNode} from "acorn";
import ts from "typescript";
import {expect, test} from "vitest";
import {erase} from "../../../renderer/notebook/analysis/typescript/erase.ts";

/** Programs whose types can be erased; the compiler says what must be left. */
const programs = [
  "const a: number = 1, b: string = f<number>(c as any)!;",
  "let x: number\n[a][0] = b",
  "const a = b as any\n(c)",
  "a!\n[0]",
  "let x = y satisfies Z\n`t`",
  "type A = 1\n(b)",
  "const a = 1\ntype A = 1\n(b)",
  "interface A {}\n[b]",
  "a = b as C\n/re/g.test(d)",
  "if (a) b as any\nelse c as any",
  "{ a as any\n(b) }",
  "switch (a) { case b: c as any\n(d) }",
  "class A { x: number\n[y] = 1 }",
  "class A { x?: number\n*y() {} }",
  "class A { declare x: number\n[y]() {} }",
  "class A { private static readonly async = 1; protected async *m?<T>(this: A, t: T): any {} }",
  "class A { static = 1; readonly; get; set; async; declare; abstract; override }",
  "class A { readonly readonly = 1; public public() {} ; static static() {} }",
  "class A { get x(): number { return 1 } set x(v: number) {} static { f as any } }",
  "class A { constructor(); constructor(a?: any) {} m(): void; m(a?: any) {} }",
  "class A { 'x'?: number; 1!: string; [k]?: any; #p?: number = 1 }",
  "abstract class A<T> extends (B as any)<T> implements C<T>, D { abstract x: number; abstract m(): void; n() {} }",
  "const A = class<T> extends B<T> implements C {}",
  "abstract class A { abstract get x(): number; private constructor() { super() } }".replace("super()", "f()"),
  "function f<T>(this: Foo, a?: T, {b}: {b: T} = {} as any, ...c: T[]): asserts a is T { return }",
  "function f(this: Foo) {}",
  "function f(a: string): void\nfunction f(a: any) {}\n(b)",
  "const f = (a: number): number => a",
  "const f = (a: number): {\n  b: number\n} => a",
  "const f = async <T>(x: T): Promise<T> => await x",
  "const f = <T>(x: T) => x, g = <T,>(x: T) => x, h = <const T extends any[]>(x: T) => x",
  "const f = a ? (b): c => d : e",
  "const f = a ? (b) : c",
  "const f = a ? (b, c): d => e : g",
  "const f = function <T>(x: T): T { return x }",
  "const o = {m<T>(this: any, x: T): void {}, async *g<T>() {}, get a(): number { return 1 }, set a(v: number) {}}",
  "import type {A} from 'a'; import {type B, c, type D as E} from 'b'; import {d, type F} from 'c'; d(c)",
  "import {type A} from 'a'",
  "import type F from 'f'\n(a)",
  "import type * as G from 'g'; a",
  "declare const x: number; declare let y: string, z; declare function f(): void; declare class K {} ; a",
  "declare module 'x' {} declare global { interface Window { a: 1 } } declare namespace N { const a: 1 } declare enum E {} a",
  "for (const x of y as any[]) {} for (const k in o as any) {} for (let i: number = 0; i < (n as number); i++) {}",
  "try {} catch (e: unknown) { throw e as Error }",
  "const {a, b}: {a: number, b: string} = x; const [c, d]: [number, string] = y",
  "(a as any).b = 1; (<any>c).d = 2; e!.f = 3; g![0] = 4; h! += 5; i!++; [j as any, k!] = l",
  "a?.b!.c; a!?.b; a?.[0]!; a!!; !a!; a! as B",
  "new (f as any)(); new Map<string, Map<string, number>>(); new A<B>; tag<string>`x${y as any}`",
  "f(a<b, c>(d)); a < b, c > (d); x = f<string>; f<T>?.(a)",
  "const x = y as const; const z = <const>['a']; let w = <T>(<U>v)",
  "let x: typeof import('x'); let y: import('z').Foo<string>; let z: keyof typeof a; let w: A['b'][]",
  "let x: `a${string}b`; let y: [a: number, b?: string, ...c: any[]]; let z: new (...a: any) => T; let w: () => void = v",
  "let x: {readonly [K in keyof T]?: T[K]}; let y: A extends infer U extends B ? U : never; let z: asserts",
  "let x /* : a */ : /* b */ number /* c */ = /* d */ 1 // as e",
  "a /* as b */ as /* c */ D // as e\n;(f)",
  "const enum_ = 1, type = 2, as = 3, is = 4, of = 5, declare = 6, namespace = 7, module = 8, abstract = 9",
  "type = 1; as = 2; declare = 3; namespace = 4; abstract = 5; module = 6",
  "let s = 'as any', t = `x as ${y as any} as`, r = /as any/",
  "label: for (;;) { break label }",
  "async function f(): Promise<void> { for await (const x of y as any) await (x as any) }",
  "function* g(): Generator<number> { yield 1 as any; yield* (h as any) }",
  "export_; let x = async_ as any; x",
  "const x = {a: b as c, [d as e]: f!, ...(g as h), i};",
  "return_ as any; typeof (a as b); void (a!); delete (a as any).b",
  "let a: number; let b: string\nlet c: any\nc = a as any\n;[b]",
  "let x = a as any as unknown as B\n+c",
  "function isString(x: unknown): x is string { return typeof x === 'string' }",
  "let u: undefined | null = null!, f: typeof g<string>, o: object = {} as {a?: () => void}",
  "const fn = (cb: (e: Error | null, v?: string) => void = () => {}) => cb(null, 'x' as string)",
  "class Box<in out T> { static make<T>(v: T): Box<T> { return new Box<T>() } }",
  "let 日本: string = '語' as any; f(日本!)",
  "let x = (a, b as any)\nlet y = ((c as any))\n(d)"
];

/** What a program is, whatever its layout; empty statements are layout. */
function shape(code: string): unknown {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map(strip).filter((item) => (item as AnyNode | null)?.type !== "EmptyStatement");
    if (typeof value !== "object" || value === null || value instanceof RegExp)
      return typeof value === "bigint" ? `${value}n` : value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !["start", "end", "raw"].includes(key))
        .map(([key, item]) => [key, strip(item)])
    );
  };
  return strip(parse(code, {ecmaVersion: "latest", sourceType: "module"}));
}

function compiled(code: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true
  };
  return ts.transpileModule(code, {compilerOptions}).outputText.replace(/^"use strict";/, "");
}

test.each(programs)("what is left of %j is what the compiler leaves", (source) => {
  expect(shape(erase(source))).toEqual(shape(compiled(source)));
});

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

test.each(["(h)", "[h]", "`h`", "+h", "-h", "/h/g", "=> h", ".h", "? h : i", "<h>i", "as h", "!h"])(
  "a line %j after any of them means what it means to the compiler",
  (line) => {
    for (const source of programs) {
      const whole = `${source}\n${line}`;
      const {diagnostics = []} = ts.transpileModule(whole, {reportDiagnostics: true});
      const theirs = attempt(() => shape(compiled(whole)));
      // A cell may be refused where the compiler makes something of it; never the other way round, nor otherwise.
      const ours = attempt(() => shape(erase(whole)));
      if (diagnostics.length === 0 && theirs && ours) expect.soft(ours, whole).toEqual(theirs);
    }
  }
);

test.each(programs)("erasing %j moves nothing", (source) => {
  const erased = erase(source);
  expect(erased.length).toBe(source.length);
  for (let i = 0; i < source.length; ++i)
    if (erased[i] !== source[i]) {
      expect(" ;)").toContain(erased[i]);
      expect(source[i]).not.toBe("\n");
    }
});

const refused: [string, string][] = [
  ["const a = 1;\nenum E {A}", "enum E {A}"],
  ["const enum E {A}", "const enum E {A}"],
  ["namespace N { export const a = 1 }", "namespace N { export const a = 1 }"],
  ["module M {}", "module M {}"],
  ["class A {\n  constructor(private x: number) {}\n}", "private x: number"],
  ["class A { constructor(readonly x = 1) {} }", "readonly x = 1"],
  ["import e = require('x')", "import e = require('x')"],
  ["export = a", "export = a"],
  ["@dec class A {}", "@dec"],
  ["class A { @dec m() {} }", "@dec"],
  ["class A { accessor x = 1 }", "accessor x = 1"],
  ["export type A = 1", "export"],
  ["export const a: number = 1", "export"],
  ["function f() { return <T>\n(x) => x }", "<T>"],
  ["function f() { return <any>\nx }", "<any>"]
];

test.each(refused)("%j is refused at %j", (source, place) => {
  let fault: {from: number; to: number; message: string} | undefined;
  try {
    erase(source);
  } catch (error) {
    fault = error as typeof fault;
  }
  expect(fault?.message).toMatch(/only erasable|not supported|unexpected export|on the expression's line/);
  expect(source.slice(fault?.from, fault?.to)).toBe(place);
});
