import type {Events} from "../events.ts";
import type {Route} from "../route.ts";

/** The one stream of what happens outside the window. */
export function eventRoutes(events: Events): Route[] {
  return [{at: "shell", path: "/api/events", authority: "token", GET: () => events.stream()}];
}
