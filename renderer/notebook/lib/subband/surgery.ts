export * from "../../../../kernels/graph/surgery/index.ts";
