import {createDesigns} from "../../kernel/designLibrary.ts";

// As programs find it, but searches and proofs run in the worker that is built, so that the page stays at hand.
export * from "../../../../kernels/design/index.ts";
export const {solve, frontier, prove} = createDesigns("/wasm/");
