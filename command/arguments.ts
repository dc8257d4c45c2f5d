import {parseArgs} from "node:util";

export const usage = `usage:
  npm start                                    open Subband in a window
      --no-open                                only print the address
      --port N                                 listen on this port
      --workspace DIR                          the folder to work in (default: the notebooks that ship)
  npm start -- run NOTEBOOK                    run a notebook without a window, with all its training runs
      --json OUT                               write what came out to this file
      --set NAME=VALUE                         set an input of the notebook; may be repeated
      --backend webgpu|webgl|wasm|cpu          compute with this instead of the best there is
      --timeout SECONDS                        give up after so long (default: 1800)
  npm start -- check NOTEBOOK…                 read and analyse notebooks, run nothing
      --json OUT                               write what was found to this file
`;

export const backends = ["auto", "webgpu", "webgl", "wasm", "cpu"] as const;
export type Backend = (typeof backends)[number];

export type Command =
  | {readonly name: "start"; readonly open: boolean; readonly port?: number; readonly workspace?: string}
  | {
      readonly name: "run";
      readonly notebook: string;
      readonly json?: string;
      /** JSON text by the input's name. */
      readonly set: Readonly<Record<string, string>>;
      readonly backend: Backend;
      /** Seconds until a run that has not ended is given up. */
      readonly timeout: number;
    }
  | {readonly name: "check"; readonly notebooks: readonly string[]; readonly json?: string}
  | {readonly name: "help"};

/** Thrown for a command line that means nothing; the message says what would. */
export class UsageError extends Error {}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!(/^\d+$/.test(text) && port >= 1 && port <= 65_535))
    throw new UsageError(`invalid port: ${text}; expected a whole number from 1 to 65535`);
  return port;
}

/** `name=value` as [name, JSON text]: a value that is JSON is taken as such, anything else as text. */
export function readSetting(text: string): [string, string] {
  const at = text.indexOf("=");
  const name = text.slice(0, Math.max(at, 0));
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name))
    throw new UsageError(`invalid --set: ${text}; expected name=value`);
  const value = text.slice(at + 1);
  try {
    return [name, JSON.stringify(JSON.parse(value))];
  } catch {
    return [name, JSON.stringify(value)];
  }
}

function readBackend(text: string): Backend {
  const found = backends.find((each) => each === text);
  if (found === undefined) throw new UsageError(`unknown backend: ${text}; expected one of ${backends.join(", ")}`);
  return found;
}

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!(/^\d+(\.\d+)?$/.test(text) && seconds > 0))
    throw new UsageError(`invalid timeout: ${text}; expected a number of seconds above 0`);
  return seconds;
}

/** Reads the command line (without node and script). Throws a UsageError. */
export function readArguments(args: readonly string[]): Command {
  const [name, ...rest] = args;
  try {
    if (name === "run") {
      const {values, positionals} = parseArgs({
        args: rest,
        allowPositionals: true,
        options: {
          json: {type: "string"},
          set: {type: "string", multiple: true},
          backend: {type: "string", default: "auto"},
          timeout: {type: "string", default: "1800"}
        }
      });
      if (positionals.length !== 1)
        throw new UsageError(`invalid number of notebooks: ${positionals.length}; run takes one`);
      const set = Object.fromEntries((values.set ?? []).map(readSetting));
      const [backend, timeout] = [readBackend(values.backend), readTimeout(values.timeout)];
      return {name, notebook: positionals[0], json: values.json, set, backend, timeout};
    }
    if (name === "check") {
      const {values, positionals} = parseArgs({args: rest, allowPositionals: true, options: {json: {type: "string"}}});
      if (positionals.length === 0) throw new UsageError("missing notebook; check takes one or more");
      return {name, notebooks: positionals, json: values.json};
    }
    const {values} = parseArgs({
      args: [...args],
      options: {
        "no-open": {type: "boolean", default: false},
        port: {type: "string"},
        workspace: {type: "string"},
        help: {type: "boolean", short: "h", default: false}
      }
    });
    if (values.help) return {name: "help"};
    return {name: "start", open: !values["no-open"], port: readPort(values.port), workspace: values.workspace};
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message, {cause: error});
    throw error;
  }
}
