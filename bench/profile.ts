import {readFileSync} from "node:fs";
import {SourceMap, type SourceMapPayload} from "node:module";
import path from "node:path";
import type {Frame, Page} from "playwright-core";

interface CallFrame {
  functionName: string;
  url: string;
  lineNumber: number;
  columnNumber: number;
}

/** Where the time of a page's main thread went: milliseconds by place, the most first. */
export interface Spent {
  place: string;
  /** In the function itself. */
  self: number;
  /** With all that it called. */
  total: number;
}

/** Samples the main thread of a page or of a frame with a process of its own, from now until `stop`. */
export async function profile(of: Page | Frame): Promise<{stop(): Promise<Spent[]>}> {
  const page = "page" in of ? of.page() : of;
  const session = await page.context().newCDPSession(of);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", {interval: 500});
  await session.send("Profiler.start");
  return {
    async stop() {
      const {profile} = await session.send("Profiler.stop");
      await session.detach();
      const {nodes, samples = [], timeDeltas = []} = profile;
      const self = new Map<number, number>();
      samples.forEach((id, i) => self.set(id, (self.get(id) ?? 0) + (timeDeltas[i + 1] ?? 0) / 1000));
      const byId = new Map(nodes.map((node) => [node.id, node]));
      const spent = new Map<string, Spent>();
      function visit(id: number, above: ReadonlySet<string>): number {
        const node = byId.get(id)!;
        const place = placeOf(node.callFrame);
        const own = self.get(id) ?? 0;
        const inside = new Set(above).add(place);
        const all = (node.children ?? []).reduce((sum, child) => sum + visit(child, inside), own);
        const row = spent.get(place) ?? {place, self: 0, total: 0};
        row.self += own;
        // A function that called itself is counted once.
        if (!above.has(place)) row.total += all;
        spent.set(place, row);
        return all;
      }
      visit(nodes[0].id, new Set());
      return [...spent.values()].sort((a, b) => b.self - a.self);
    }
  };
}

const maps = new Map<string, SourceMap | null>();

function mapOf(pathname: string): SourceMap | null {
  let map = maps.get(pathname);
  if (map === undefined) {
    try {
      map = new SourceMap(
        JSON.parse(readFileSync(path.join("dist/renderer", `${pathname}.map`), "utf8")) as SourceMapPayload
      );
    } catch {
      map = null; // a cell, or the browser's own
    }
    maps.set(pathname, map);
  }
  return map;
}

/** The place in the sources: `renderer/notebook/pictures/curves.ts:40 curves`. */
function placeOf({functionName, url, lineNumber, columnNumber}: CallFrame): string {
  const name = functionName || "(anonymous)";
  if (!url.startsWith("http")) return url === "" ? name : `${name} ${url}`;
  const entry = mapOf(new URL(url).pathname)?.findEntry(lineNumber, columnNumber);
  if (entry === undefined || !("originalSource" in entry)) return `${new URL(url).pathname} ${name}`;
  const source = entry.originalSource.replace(/^.*?\/(?=(node_modules|renderer|kernels|host)\/)/, "");
  return `${source}:${entry.originalLine + 1} ${name}`;
}
