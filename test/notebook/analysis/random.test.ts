import {transpile} from "@observablehq/notebook-kit";
import {expect, test} from "vitest";
import {analyseCell} from "../../../renderer/notebook/analysis/analyseCell.ts";

/** A small linear congruential generator, so that a failure repeats. */
function generator(seed: number): (below: number) => number {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Random programs over few names, so that scopes shadow each other. Left out is where notebook-kit's scopes are not the
 * language's: functions and classes in blocks, what a switch discriminates, and `var` in functions, which parameters see.
 */
function writer(random: (below: number) => number) {
  const pick = <T>(...options: readonly T[]): T => options[random(options.length)];
  const name = () => pick("a", "b", "c", "d", "e", "Math", "display", "x1");
  const local = () => pick("a", "b", "c", "d", "e");
  const list = (make: () => string, most = 3) => Array.from({length: random(most)}, make).join(", ");
  const pattern = (depth: number): string =>
    depth <= 0
      ? local()
      : pick(
          (): string => local(),
          () => `{${local()}}`,
          () => `{${local()}: ${pattern(depth - 1)}}`,
          () => `{${local()} = ${expression(depth - 1)}, ...${local()}}`,
          () => `{[${expression(depth - 1)}]: ${local()}}`,
          () => `[${pattern(depth - 1)}, , ${local()} = ${expression(depth - 1)}]`
        )();
  const body = (depth: number) => Array.from({length: random(3)}, () => statement(depth - 1, false)).join(" ");
  const expression = (depth: number): string =>
    depth <= 0
      ? pick(
          name,
          () => String(random(10)),
          () => `"${local()}"`
        )()
      : pick(
          (): string => name(),
          () => `${expression(depth - 1)} + ${expression(depth - 1)}`,
          () => `${name()}(${list(() => expression(depth - 1))})`,
          () => `${name()}.${local()}[${expression(depth - 1)}]`,
          () => `((${pattern(depth - 1)}) => ${expression(depth - 1).replace(/^\{/, "0, {")})`,
          () => `(function ${pick("", local())}(${pattern(depth - 1)} = ${expression(depth - 1)}) { ${body(depth)} })`,
          () => `(async (...${local()}) => { ${body(depth)} await ${expression(depth - 1)} })`,
          () =>
            `({${local()}, ${local()}: ${expression(depth - 1)}, [${expression(depth - 1)}]: 1, ${local()}() { ${body(depth)} }})`,
          () => `[${list(() => expression(depth - 1))}, ...${expression(depth - 1)}]`,
          () => `\`\${${expression(depth - 1)}}\``,
          () => `(${expression(depth - 1)} ? ${expression(depth - 1)} : ${expression(depth - 1)})`,
          () =>
            `(class ${pick("", local())} extends ${local()} { static ${local()} = ${expression(depth - 1)}; ${local()}(${local()}) { ${body(depth)} } })`
        )();
  const statement = (depth: number, top: boolean): string =>
    pick(
      () => `${expression(depth)};`,
      () => `${pick("const", "let")} ${pattern(depth)} = ${expression(depth)};`,
      () => `${top ? "var" : "let"} ${pattern(depth)} = ${expression(depth)};`,
      () => `if (${expression(depth - 1)}) { ${body(depth)} } else { ${body(depth)} }`,
      () => `for (const ${pattern(depth - 1)} of ${expression(depth - 1)}) { ${body(depth)} }`,
      () => `for (let ${local()} = 0; ${expression(depth - 1)}; ) { ${body(depth)} }`,
      () => `for (${top ? "var" : "let"} ${local()} in ${expression(depth - 1)}) ${expression(depth - 1)};`,
      () => `try { ${body(depth)} } catch (${pattern(depth - 1)}) { ${body(depth)} }`,
      () => `switch (${random(10)}) { case ${expression(depth - 1)}: ${body(depth)} }`,
      () => `{ ${body(depth)} }`,
      () => (top ? `function ${local()}(${pattern(depth - 1)}) { ${body(depth)} }` : `${expression(depth)};`),
      () => (top ? `await ${expression(depth - 1)};` : "for (;;) break;"),
      () => `${local()} ${pick("=", "+=", "??=")} ${expression(depth - 1)};`
    )();
  return () => Array.from({length: 1 + random(3)}, () => statement(1 + random(3), true)).join("\n");
}

test("two thousand random programs are understood as by notebook-kit", () => {
  const write = writer(generator(1));
  let [understood, refused] = [0, 0];
  for (let i = 0; i < 2000; ++i) {
    const source = write();
    const {inputs, outputs, display, error} = analyseCell({
      id: 1,
      mode: "js",
      source,
      pinned: true,
      hidden: false,
      attributes: []
    });
    let kit: {inputs?: string[]; outputs?: string[]; autodisplay?: boolean} | undefined;
    try {
      kit = transpile(source, "js");
    } catch (thrown) {
      if (!(thrown instanceof SyntaxError)) throw thrown;
    }
    if (error && kit) expect.soft(error.message, source).toBe("refused by notebook-kit, too");
    else if (error) refused++;
    else {
      understood++;
      expect
        .soft({inputs, outputs, display}, source)
        .toEqual({inputs: kit?.inputs, outputs: kit?.outputs, display: kit?.autodisplay});
    }
  }
  expect(understood).toBeGreaterThan(300);
  expect(refused).toBeGreaterThan(100);
});
