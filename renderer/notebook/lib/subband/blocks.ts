export * from "../../../../kernels/blocks/index.ts";
