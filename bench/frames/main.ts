import os from "node:os";
import {parseArgs} from "node:util";
import {profile} from "../profile.ts";
import {startBuilt} from "../startBuilt.ts";

const help = `node bench/run.mjs frames [--seconds N] [--profile]

  --seconds  how long to look; 20 unless told otherwise
  --profile  also where the time of the notebook's page went, which costs some of it`;

interface Seen {
  /** Milliseconds between frames. */
  intervals: number[];
  /** Milliseconds of each task above 50 ms. */
  tasks: number[];
}

/** How smoothly the first notebook's page runs while its training does. */
export async function main(args: string[]): Promise<void> {
  const {values} = parseArgs({
    args,
    options: {
      seconds: {type: "string", default: "20"},
      profile: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(help);
  const built = await startBuilt();
  try {
    const context = await built.browse();
    const page = context.pages()[0];
    await page.goto(built.address);
    const element = await page.waitForSelector("iframe.shown");
    const frame = await element.contentFrame();
    if (frame === null) throw new Error("the notebook has no frame");
    await frame.getByRole("button", {name: "Run", exact: true}).click();
    // The first steps compile what trains.
    await frame
      .locator(".run-line", {hasText: /step [1-9]/})
      .first()
      .waitFor({timeout: 60_000});
    const profiling = values.profile ? await profile(frame) : null;
    const seen = await frame.evaluate(
      (milliseconds) =>
        new Promise<Seen>((resolve) => {
          const seen: Seen = {intervals: [], tasks: []};
          new PerformanceObserver((list) => {
            for (const {duration} of list.getEntries()) seen.tasks.push(duration);
          }).observe({type: "longtask"});
          const began = performance.now();
          let last = began;
          requestAnimationFrame(function next(now) {
            seen.intervals.push(now - last);
            last = now;
            if (now - began < milliseconds) requestAnimationFrame(next);
            else setTimeout(() => resolve(seen), 0);
          });
        }),
      1000 * Number(values.seconds)
    );
    report(seen, Number(values.seconds));
    for (const {self, total, place} of (await profiling?.stop())?.slice(0, 40) ?? [])
      console.log(`${self.toFixed(0).padStart(6)} ${total.toFixed(0).padStart(6)}  ${place}`);
  } finally {
    await built.close();
  }
}

function report({intervals, tasks}: Seen, seconds: number): void {
  const sorted = intervals.slice(1).sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]?.toFixed(1);
  console.log(`load ${os.loadavg()[0].toFixed(1)} on ${os.cpus().length} cores`);
  console.log(
    `${(sorted.length / seconds).toFixed(1)} frames/s; ms between: median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`
  );
  console.log(
    `${tasks.length} tasks above 50 ms; longest ${tasks.length === 0 ? "none" : `${Math.max(...tasks).toFixed(0)} ms`}`
  );
}
