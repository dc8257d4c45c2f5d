/** Shows one line that says how far the work is. */
export interface Progress {
  show(text: string, fraction?: number): void;
  /** Ends the line, so that what follows begins a new one. */
  end(): void;
}

/** The part of a stream that a progress line needs. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Without a terminal: how long between two lines, in milliseconds. */
const between = 5_000;

/** On a terminal the line is written over; elsewhere (a log) a new line comes at most every five seconds. */
export function createProgress(output: Output, now: () => number = () => performance.now()): Progress {
  let last = -Infinity;
  let held = "";
  return {
    show(text, fraction) {
      const part = fraction === undefined ? "" : `${String(Math.round(100 * fraction)).padStart(3)} %  `;
      const line = (part + text).replaceAll(/\s+/g, (space) => (space.includes("\n") ? " " : space));
      if (output.isTTY) {
        held = "\n";
        output.write(`\r\u001b[K${line.slice(0, (output.columns ?? 80) - 1)}`);
      } else if (now() - last >= between) {
        last = now();
        held = "";
        output.write(`${line}\n`);
      } else {
        held = `${line}\n`;
      }
    },
    end() {
      output.write(held);
      held = "";
    }
  };
}
