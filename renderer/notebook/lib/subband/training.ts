export * from "../../../../kernels/training/index.ts";
