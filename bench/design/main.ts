import {readFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {build} from "esbuild";
import {chromium, type Page} from "playwright-core";
import {loadHighs} from "../../kernels/design/certificate/load.ts";
import {prove} from "../../kernels/design/certificate/prove.ts";
import {presets} from "../../kernels/design/problem/presets.ts";
import {findBrowser} from "../../test/browser/find.ts";
import {familyProblems} from "./familyProblems.ts";
import type {CurveMeasured, FamilyOrder, Measured, Order, PresetName} from "./page.ts";

declare const globalThis: {
  measure(order: Order): Measured;
  measureFamily(order: FamilyOrder): Measured;
  trace(preset: PresetName): Promise<CurveMeasured>;
};

const help = `node bench/run.mjs design [--only NAME,…] [--seeds N,…] [--starts N] [--moves N] [--prove]
       node bench/run.mjs design --curve [--only NAME,…]
       node bench/run.mjs design --family [--seeds N,…] [--starts N] [--moves N]

  --only    R18, R50, small, 29M-224, 29M-224-released; all unless told otherwise
  --seeds   1,2,3,4,5 unless told otherwise
  --starts  and --moves: of a search; 10 of 500,000 unless told otherwise, for families 12 of 200,000
  --prove   also HiGHS in Node: whether the best structure is the best of its widths
  --curve   instead, the Pareto curve of each preset: 12 bounds of operations, from an eighth of its own
  --family  instead, published members of WaveMix, MGIC and EdgeNeXt at their own budgets`;

/** The best known of each problem and the best of the authors' runs, as stored with the reference cases. */
function stored() {
  const cases = JSON.parse(readFileSync("test/reference/cases/deepmad/cases.json", "utf8")) as {
    targets: {name: string; objective: "score_se_fixed"; values: Record<string, number>}[];
    search: {name: string; runs: {variant: string; score: number}[]}[];
  };
  return cases.targets.map(({name, objective, values}) => {
    const key = name.replace("target-", "");
    const released = objective !== "score_se_fixed";
    const preset = key.replace("-released", "").replace("-k1kxk1", "") as PresetName;
    const runs = cases.search.find((one) => key.startsWith(one.name))?.runs ?? [];
    const like = runs.filter(({variant}) => !preset.startsWith("29M") || (variant === "released") === released);
    return {
      name: released ? `${preset}-released` : preset,
      preset,
      released,
      best: values[objective],
      authors: Math.max(...like.map(({score}) => score))
    };
  });
}

/** The solver against the best known structures, seed by seed, in Chromium on one thread. */
export async function main(args: string[]): Promise<void> {
  const {values} = parseArgs({
    args,
    options: {
      only: {type: "string"},
      seeds: {type: "string", default: "1,2,3,4,5"},
      starts: {type: "string"},
      moves: {type: "string"},
      family: {type: "boolean", default: false},
      prove: {type: "boolean", default: false},
      curve: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(help);
  const seeds = values.seeds.split(",").map(Number);
  const only = values.only?.split(",");
  const problems = stored().filter(({name}) => only?.includes(name) ?? true);
  const {outputFiles} = await build({
    entryPoints: ["bench/design/page.ts"],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    logLevel: "warning"
  });
  const browser = await chromium.launch({executablePath: findBrowser(), headless: true, args: ["--no-sandbox"]});
  const found = new Map<string, Measured>();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({content: outputFiles[0].text, type: "module"});
    await page.waitForFunction("globalThis.measure");
    if (values.curve) {
      const curves = [];
      for (const preset of new Set(problems.map(({preset}) => preset))) {
        const {up, total, scores} = await page.evaluate((preset) => globalThis.trace(preset), preset);
        const [first, last] = [scores.find((score) => score !== undefined)!, scores.at(-1)!];
        curves.push({
          preset,
          "up, s": round(up / 1000, 1),
          "in all, s": round(total / 1000, 1),
          "least score": round(first, 0),
          "greatest score": round(last, 0)
        });
      }
      return console.table(curves);
    }
    if (values.family) return console.table(await measureFamilies(page));
    const rows = [];
    for (const {name, preset, released, best, authors} of problems)
      for (const seed of seeds) {
        const order = {preset, released, seed, ...effort(10, 500_000)};
        const measured = await page.evaluate((order) => globalThis.measure(order), order);
        if (measured.score > (found.get(name)?.score ?? -Infinity)) found.set(name, measured);
        rows.push({
          problem: name,
          seed,
          score: round(measured.score, 2),
          "of best known": round(measured.score / best, 5),
          "of authors' search": authors > 0 ? round(measured.score / authors, 3) : "",
          ...times(measured)
        });
      }
    console.table(rows);
    for (const [name, {structure}] of found) console.log(`${name}: ${structure}`);
  } finally {
    await browser.close();
  }
  if (values.prove) await proveAll(problems, found);

  function effort(starts: number, moves: number) {
    return {starts: Number(values.starts ?? starts), moves: Number(values.moves ?? moves)};
  }

  async function measureFamilies(page: Page) {
    const rows = [];
    for (const {name, problem, score: published} of familyProblems)
      for (const seed of seeds) {
        const order = {problem, seed, ...effort(12, 200_000)};
        const measured = await page.evaluate((order) => globalThis.measureFamily(order), order);
        console.log(`${name}: ${measured.structure}`);
        rows.push({
          problem: name,
          seed,
          score: round(measured.score, 2),
          "of the published": round(measured.score / published, 4),
          ...times(measured)
        });
      }
    return rows;
  }
}

function times({first, near, total}: Measured) {
  return {"first, ms": round(first, 1), "within 1 %, ms": Math.round(near), "total, s": round(total / 1000, 2)};
}

async function proveAll(problems: ReturnType<typeof stored>, found: ReadonlyMap<string, Measured>): Promise<void> {
  const highs = await loadHighs();
  const rows = problems.map(({name, preset, released}) => {
    const began = performance.now();
    const options = {...presets[preset], ...(released && {form: "released" as const})};
    const {proven, score, bound, gap, columns, rounds} = prove(highs, found.get(name)!.structure, options, {
      seconds: 120
    });
    const seconds = round((performance.now() - began) / 1000, 1);
    return {problem: name, proven, score, bound, "gap, %": round(100 * gap, 4), columns, rounds, seconds};
  });
  console.table(rows);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
