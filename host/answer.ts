const common = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff"
};

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {...common, ...headers}
  });
}

/** Done, and nothing to say. Typed all the same: an answer without a type is taken for HTML by some transports. */
export function done(headers: Record<string, string> = {}): Response {
  return new Response(null, {
    status: 204,
    headers: {...common, ...headers}
  });
}

/** A failure in words. */
export function failure(status: number, error: string, headers: Record<string, string> = {}): Response {
  return json({error}, status, headers);
}
