import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/browser/launch.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // TensorFlow.js keeps its gradients in modules that Node alone cannot resolve: they import each other without endings.
    server: {deps: {inline: [/tfjs-core\/dist\/(?!tf-core)/]}}
  }
});
