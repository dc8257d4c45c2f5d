export * from "../../../../kernels/data/index.ts";
