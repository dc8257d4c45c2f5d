import {spawn} from "node:child_process";
import {once} from "node:events";
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {createInterface} from "node:readline";
import {parseArgs} from "node:util";
import {headlessFlags, profileFlags} from "../../host/flags.ts";
import {prepareProfile} from "../../host/profile.ts";
import {findBrowser} from "../../test/browser/find.ts";
import {startBuilt} from "../startBuilt.ts";
import {marking, type Marks, prefix} from "./marks.ts";

const help = `node bench/run.mjs start-up [--rounds N] [--built FOLDER,…] [--parts]

  --rounds  how often to start; 5 unless told otherwise
  --built   builds to compare, a start of each in turn; dist unless told otherwise
  --parts   every moment that was noted, not the main ones alone`;

/** What a person waits for, of everything that is noted. */
const shown = [
  "host",
  "shell script",
  "shell painted",
  "notebook began",
  "notebook script",
  "notebook cell",
  "notebook key"
];

/** From the start of the built command to a first notebook that takes a key: on a fresh home and profile, and once more. */
export async function main(args: string[]): Promise<void> {
  const {values} = parseArgs({
    args,
    options: {
      rounds: {type: "string", default: "5"},
      built: {type: "string", default: "dist"},
      parts: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(help);
  const folder = mkdtempSync(path.join(os.tmpdir(), "subband-start-up-"));
  try {
    const builds = values.built.split(",").map((dist, i) => ({
      name: dist,
      dist: marked(dist, path.join(folder, String(i))),
      first: [] as Marks[],
      again: [] as Marks[]
    }));
    // The first round only warms the disk's cache.
    for (let round = 0; round <= Number(values.rounds); ++round)
      for (const {dist, first, again} of builds) {
        const home = mkdtempSync(path.join(folder, "home-"));
        const starts = [await start(dist, home), await start(dist, home)];
        if (round === 0) continue;
        first.push(starts[0]);
        again.push(starts[1]);
      }
    console.log(
      `load ${os.loadavg()[0].toFixed(1)}; medians of ${values.rounds} (least), in ms since the navigation began`
    );
    for (const {name, first, again} of builds) {
      console.log(name);
      console.table({"first time": summary(first, values.parts), "second time": summary(again, values.parts)});
    }
  } finally {
    rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  }
}

/** A copy of a build whose pages write down their moments. */
function marked(dist: string, folder: string): string {
  const copy = path.join(folder, "dist");
  cpSync(dist, copy, {recursive: true, filter: (file) => !file.endsWith(".map")});
  cpSync("package.json", path.join(folder, "package.json"));
  for (const page of ["shell", "notebook"] as const) {
    const script = path.join(copy, "renderer", `${page}.js`);
    writeFileSync(script, marking(page) + readFileSync(script, "utf8"));
  }
  return copy;
}

/** Starts Subband and a browser without a window as `npm start` starts one with; the moments until both pages have told. */
async function start(dist: string, home: string): Promise<Marks> {
  const built = await startBuilt({dist, home});
  const profile = path.join(home, "browser");
  prepareProfile(profile);
  const flags = [
    ...profileFlags(profile),
    ...headlessFlags("auto"),
    "--window-size=1280,900",
    "--enable-logging=stderr"
  ];
  const browser = spawn(findBrowser(), [...flags, built.address], {stdio: ["ignore", "ignore", "pipe"]});
  const exit = once(browser, "exit");
  const patience = setTimeout(() => browser.kill("SIGKILL"), 30_000);
  try {
    const all: Marks = {host: built.listening};
    let pages = 0;
    for await (const line of createInterface({input: browser.stderr})) {
      const text = new RegExp(`${prefix}(\\{.*\\})`).exec(line)?.[1];
      if (text === undefined) continue;
      Object.assign(all, JSON.parse(text.replaceAll('\\"', '"')));
      if (++pages === 2) return since(all);
    }
    throw new Error("the browser ended before a key was accepted");
  } finally {
    clearTimeout(patience);
    browser.kill();
    await exit;
    await built.close();
  }
}

function since({host, ...marks}: Marks): Marks {
  const began = marks["shell began"];
  return {host, ...Object.fromEntries(Object.entries(marks).map(([name, at]) => [name, at - began]))};
}

function summary(starts: readonly Marks[], parts: boolean): Record<string, string> {
  const names = parts ? Object.keys(starts[0]).sort((a, b) => starts[0][a] - starts[0][b]) : shown;
  return Object.fromEntries(
    names.map((name) => {
      const times = starts.map((start) => start[name] ?? NaN).sort((a, b) => a - b);
      return [name, `${times[Math.floor(times.length / 2)].toFixed(0)} (${times[0].toFixed(0)})`];
    })
  );
}
