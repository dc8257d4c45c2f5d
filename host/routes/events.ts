import type {Events} from "../events.ts";
import type {Route} from "../route.ts";
import type {WorkspaceWatch} from "../watchWorkspace.ts";

/** The one stream of what happens outside the window. It begins when every change from then on is seen. */
export function eventRoutes(events: Events, watch: WorkspaceWatch): Route[] {
  return [
    {
      at: "shell",
      path: "/api/events",
      authority: "token",
      async GET() {
        await watch.start();
        return events.stream();
      }
    }
  ];
}
