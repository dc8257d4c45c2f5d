import type {Context} from "../host/context.ts";
import type {Handler} from "../host/handler.ts";
import {originOf} from "../host/origins.ts";

/** What Electron 45 adds to a request that web content made; absent where the browser asked by itself. */
interface Asked {
  readonly initiatorOrigin?: string;
}

/**
 * The host as `protocol.handle` calls it. Who asks is what Electron vouches for; an older Electron never says, which is
 * `unknown`, and then the token alone speaks. A handler that throws would be a network error, so it answers 500.
 */
export function mountHost(handle: Handler, log: (message: string, error: unknown) => void) {
  let vouches = false;
  return async (request: Request): Promise<Response> => {
    const {initiatorOrigin} = request as Request & Asked;
    vouches ||= initiatorOrigin !== undefined;
    const own = originOf(new URL(request.url));
    const initiator =
      initiatorOrigin === undefined
        ? vouches
          ? "none"
          : "unknown"
        : initiatorOrigin.toLowerCase() === own
          ? "self"
          : initiatorOrigin;
    const context: Context = {transport: "electron", initiator};
    try {
      return await handle(request, context);
    } catch (error) {
      log(`${request.method} ${request.url}`, error);
      return Response.json({error: "something went wrong in Subband itself; its log says what"}, {status: 500});
    }
  };
}
