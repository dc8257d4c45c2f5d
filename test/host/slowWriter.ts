// Replaces a file without ever coming to an end, for a test that kills it: slow-writer.js TARGET
import {writeAtomically} from "../../host/writeAtomically.ts";

async function* endless() {
  for (;;) {
    yield Buffer.alloc(64 * 1024, "new ");
    // The first bytes are on their way to the disk: now is the time.
    process.stdout.write("writing\n");
    await new Promise((resolve) => setImmediate(resolve));
  }
}

await writeAtomically(process.argv[2], endless());
