export * as blocks from "../../kernels/blocks/index.ts";
export * as models from "../../kernels/models/index.ts";
export * as ops from "../../kernels/ops/index.ts";
