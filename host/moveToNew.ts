import {link, lstat, rename, unlink} from "node:fs/promises";
import {codeOf} from "./systemError.ts";

/** Moves a file to a name that must be free; throws EEXIST and never replaces. */
export async function moveToNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    await unlink(from);
  } catch (error) {
    // File systems without hard links (FAT, some network drives).
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"].includes(codeOf(error) ?? "")) throw error;
    const exists = await lstat(to).then(
      () => true,
      () => false
    );
    if (exists) throw Object.assign(new Error(`exists: ${to}`), {code: "EEXIST"});
    await rename(from, to);
  }
}
