import type {DesignOptions} from "./problem.ts";

/** The problems that the authors of DeepMAD pose (their configurations), and a small one. Budgets are by their counter. */
export const presets = {
  R18: {budget: {flops: 1.82e9, params: 11.69e6}, rho: 0.3, blocks: "K1KXK1"},
  R34: {budget: {flops: 3.68e9, params: 21.8e6}, rho: 0.3, blocks: "K1KXK1"},
  R50: {budget: {flops: 4.13e9, params: 25.55e6}, rho: 0.3, blocks: "K1KXK1"},
  small: {budget: {flops: 600e6, params: 4e6}, rho: 0.3, blocks: "K1KXK1"},
  "29M-224": {budget: {flops: 4.5e9, params: 29e6}, rho: 0.5, blocks: "K1DWSEK1", head: 1792},
  "29M-288": {
    budget: {flops: 4.5e9, params: 29e6},
    rho: 0.5,
    blocks: "K1DWSEK1",
    stages: [2, 2, 2, 2, 1, 2],
    head: 1792,
    image: 288,
    entropyImage: 224
  },
  "50M": {budget: {flops: 8.7e9, params: 50e6}, rho: 0.5, blocks: "K1DWSEK1", head: 2048},
  "89M": {budget: {flops: 15.4e9, params: 89e6}, rho: 0.5, blocks: "K1DWSEK1", head: 2560}
} as const satisfies Record<string, DesignOptions>;

/** The structures from which the authors' searches for these problems begin. */
export const seedStructures = {
  R18: "C32/k3 K1KXK1 256b64k3L1 512b128k3L1 768b256k3L1 1024b256k3L1s1 2048b512k3L1",
  small: "C16/k3 K1KXK1 64b32k3L1 96b32k3L1 128b32k3L1 160b32k3L1s1 256b32k3L1",
  "29M-224": "C32/k3 K1DWSEK1 72b432k3L1 128b768k3L1 192b1152k3L1 288b1728k3L1 448b2688k3L1s1 C1792/k1"
} as const;
