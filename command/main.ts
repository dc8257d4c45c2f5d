import {fileURLToPath} from "node:url";
import {readInstallation} from "../host/installation.ts";
import {readArguments, usage, UsageError} from "./arguments.ts";

/** The command line: resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const command = readArguments(args);
  const installation = readInstallation(fileURLToPath(new URL("..", import.meta.url)));
  // Each command loads what it needs and no more.
  switch (command.name) {
    case "help":
      console.log(usage);
      return 0;
    case "start":
      await (await import("./start.ts")).start(command, installation);
      return 0;
    case "run":
      return (await import("./run.ts")).run(command, installation);
    case "check":
      return (await import("./check.ts")).check(command);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof UsageError ? `${message}\n\n${usage}` : message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
