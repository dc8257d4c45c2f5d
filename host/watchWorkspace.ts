import type {HostEvent} from "./api.ts";
import {notebookCap} from "./body.ts";
import {etagOf} from "./etag.ts";
import {segmentsOfPath} from "./segments.ts";
import {type Watch, watchFiles} from "./watchFiles.ts";
import type {WorkspaceFolder} from "./workspace.ts";

/** A watch that can be switched on and off. */
export interface WorkspaceWatch {
  /** Resolves when every change from then on is told. */
  start(): Promise<void>;
  stop(): void;
}

/** Tells of changes in the workspace, whoever made them; with the ETag, so that a page can tell its own. */
export function watchWorkspace(workspace: WorkspaceFolder, tell: (event: HostEvent) => void): WorkspaceWatch {
  let watch: Watch | undefined;

  async function changed(path: string, size: number): Promise<void> {
    let etag: string | undefined;
    if (size <= notebookCap) {
      try {
        etag = etagOf((await workspace.find(segmentsOfPath(path))).hash);
      } catch {
        // Gone again, or a name that the API refuses: nobody can have it open.
        return;
      }
    }
    tell({type: "file", path, change: "changed", etag});
  }

  return {
    start() {
      watch ??= watchFiles(workspace.root, (change) => {
        if (change.type === "removed") tell({type: "file", path: change.path, change: "removed"});
        else void changed(change.path, change.size);
      });
      return watch.ready;
    },
    stop() {
      watch?.close();
      watch = undefined;
    }
  };
}
