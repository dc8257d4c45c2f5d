export * from "../../../../kernels/exchange/weights.ts";
