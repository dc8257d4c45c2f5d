import {fileURLToPath} from "node:url";
import {defineConfig} from "vitest/config";

// No test may ask for the real Electron: requiring it from Node downloads its binary.
const electron = fileURLToPath(new URL("test/electron/double/electron.ts", import.meta.url));

export default defineConfig({
  resolve: {alias: [{find: /^electron(\/(main|common|renderer))?$/, replacement: electron}]},
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/browser/launch.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // A loaded machine may starve a browser for seconds; what fails three times in a row is wrong
    retry: process.env.CI ? 2 : 0,
    // TensorFlow.js keeps its gradients in modules that Node alone cannot resolve: they import each other without endings.
    server: {deps: {inline: [/tfjs-core\/dist\/(?!tf-core)/]}}
  }
});
