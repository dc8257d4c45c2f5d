import type {Origins} from "./origins.ts";

const join = (directives: Record<string, string>) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");

/** The content security policy of the shell: its own scripts and nothing that was not built with it. */
export function shellPolicy(origins: Origins): string {
  return join({
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "media-src": "blob:",
    "connect-src": "'self'",
    "frame-src": origins.frames,
    "form-action": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'"
  });
}

/** The content security policy of a notebook: it evaluates its author's code and reaches nothing but its own origin. */
export function notebookPolicy(origins: Origins): string {
  return join({
    "default-src": "'none'",
    "script-src": "'self' blob: 'unsafe-eval' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' blob: data:",
    "connect-src": "'self' blob: data:",
    "frame-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'self'",
    "frame-ancestors": origins.shell
  });
}

/** What a file from the workspace may do when it is opened as a page of its own: nothing. */
export const filePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

// A worker takes the policies of its own response, so scripts carry them as documents do.
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "origin-agent-cluster": "?1",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer"
};

/** The headers of every answer on the shell's origin. */
export function shellHeaders(origins: Origins): Record<string, string> {
  return {
    ...isolation,
    "content-security-policy": shellPolicy(origins),
    "cross-origin-resource-policy": "same-origin"
  };
}

/**
 * The headers of every answer on a notebook's origin. Its document alone may be loaded by another origin, or the frame
 * in the shell stays empty; who may frame it is the policy's to say.
 */
export function notebookHeaders(origins: Origins, isDocument: boolean): Record<string, string> {
  return {
    ...isolation,
    "content-security-policy": notebookPolicy(origins),
    "cross-origin-resource-policy": isDocument ? "cross-origin" : "same-origin"
  };
}
