import {randomBytes} from "node:crypto";
import {mkdirSync, readFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {codeOf} from "./systemError.ts";
import {writeAtomically} from "./writeAtomically.ts";

/**
 * The folder for what Subband keeps between starts (journal, trust, settings, the window's browser profile), outside any
 * workspace: `SUBBAND_HOME`, else where the system keeps the state of programs.
 */
export function homeFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  user = os.homedir()
): string {
  if (env.SUBBAND_HOME) return path.resolve(env.SUBBAND_HOME);
  if (platform === "darwin") return path.join(user, "Library/Application Support/Subband");
  if (platform === "win32") return path.join(env.LOCALAPPDATA ?? path.join(user, "AppData/Local"), "Subband");
  return path.join(env.XDG_STATE_HOME || path.join(user, ".local/state"), "subband");
}

/** Makes a folder that only this user may read. */
export function makePrivateFolder(folder: string): string {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  return folder;
}

/** Reads a JSON file; undefined where there is none or it is damaged (it was written by us: damage means a lost disk). */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a JSON file atomically, for this user only. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  await writeAtomically(file, [Buffer.from(JSON.stringify(value))], {mode: 0o600});
}

/** The installation's salt: it makes notebook ids the same at every start and not to be guessed from a path. */
export async function readSalt(home: string): Promise<string> {
  const file = path.join(home, "salt.json");
  const found = readJsonFile(file);
  if (typeof found === "string" && found.length >= 32) return found;
  const salt = randomBytes(32).toString("hex");
  await writeJsonFile(file, salt);
  return salt;
}
