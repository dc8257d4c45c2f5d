export * from "../../../../kernels/ops/index.ts";
