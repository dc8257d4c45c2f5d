import {HttpError} from "./httpError.ts";

/** The code of an error of the file system (`ENOENT`), if it is one. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

const meanings: Readonly<Record<string, [number, string]>> = {
  ENOENT: [404, "no such file"],
  ENOTDIR: [404, "no such file"],
  EISDIR: [403, "not a file"],
  ELOOP: [403, "refused, a symbolic link"],
  ENXIO: [403, "refused, not a regular file"],
  EACCES: [403, "not permitted by the system"],
  EPERM: [403, "not permitted by the system"],
  EROFS: [403, "not permitted by the system"],
  EEXIST: [409, "exists already"],
  ENOTEMPTY: [409, "not empty"],
  ENAMETOOLONG: [400, "invalid path, too long"],
  ENOSPC: [507, "the disk is full"],
  EDQUOT: [507, "the disk quota is used up"]
};

/** The HTTP error that a failure of the file system at `path` (as the client names it) means; others as they are. */
export function httpErrorOf(error: unknown, path: string): unknown {
  if (error instanceof HttpError) return error;
  const [status, meaning] = meanings[codeOf(error) ?? ""] ?? [];
  return status === undefined ? error : new HttpError(status, `${meaning}: ${path}`);
}
