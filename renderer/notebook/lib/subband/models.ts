export * from "../../../../kernels/models/index.ts";
