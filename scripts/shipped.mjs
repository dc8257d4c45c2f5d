// Which notebooks ship: those that are committed, as they are committed. Not what lies in the folder, for a person works
// there, and what comes to lie there from elsewhere must not be trusted because it was there when something was built.
import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";

function git(root, ...args) {
  return execFileSync("git", args, {cwd: root, stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 28});
}

/** A name for the committed state of `notebooks/`; empty where there is no git or nothing is committed. */
export function shippedState(root) {
  try {
    return git(root, "rev-parse", "HEAD:./notebooks").toString().trim();
  } catch {
    return "";
  }
}

/** SHA-256 of each committed notebook; undefined where there is no git or nothing is committed. */
export function shippedHashes(root) {
  try {
    return git(root, "ls-tree", "-z", "--name-only", "HEAD", "./notebooks/")
      .toString()
      .split("\0")
      .filter((name) => name.endsWith(".html"))
      .map((name) =>
        createHash("sha256")
          .update(git(root, "cat-file", "blob", `HEAD:./${name}`))
          .digest("hex")
      );
  } catch {
    return undefined;
  }
}
