import {chromium} from "playwright-core";
import type {TestProject} from "vitest/node";
import {findBrowser} from "./find.ts";

/** Software WebGPU and WebGL, no sandbox (containers), and nothing that would call out. */
export const flags = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];

declare module "vitest" {
  interface ProvidedContext {
    browser: string;
  }
}

/** One Chromium for the whole test run; each test file connects to it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({
    executablePath: findBrowser(),
    headless: true,
    args: flags,
    // Playwright switches storage partitioning off; the product relies on it
    ignoreDefaultArgs: ["--disable-features=ThirdPartyStoragePartitioning"]
  });
  project.provide("browser", server.wsEndpoint());
  return () => server.close();
}
