export * from "../../../../kernels/insight/index.ts";
