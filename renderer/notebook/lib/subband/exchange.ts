export * from "../../../../kernels/exchange/index.ts";
