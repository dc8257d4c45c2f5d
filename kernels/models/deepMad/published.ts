/** A structure that was published: facts of its shape, what is said of it, and what it must count to. */
export interface DeepMadConfiguration {
  readonly name: string;
  /** In the short form. */
  readonly structure: string;
  /** Side of the image that it was designed and tested at. */
  readonly image: number;
  /** Trainable numbers with a classifier of 1000 classes. */
  readonly parameters: number;
  /** Multiply-accumulates of its convolutions, squeezes included, at that image. */
  readonly convMacs: number;
  /** ImageNet top-1 in per cent, as its repository states. */
  readonly top1: number;
}

/**
 * The structures that the authors of DeepMAD publish beside their code (alibaba/lightweight-neural-architecture-search at
 * 8ccaf88, Apache-2.0): seven of DeepMAD and, "-like", three of Zen-NAS. Widths, depths and kernels are facts; no weights.
 */
export const deepMadConfigurations: readonly DeepMadConfiguration[] = [
  {
    name: "R18",
    structure: "C32/k3 K1KXK1 96b40k5L1 384b40k5L6 384b64k5L9 1024b104k3L10s1 672b104k5L12",
    image: 224,
    parameters: 11826088,
    convMacs: 1810902016,
    top1: 77.7
  },
  {
    name: "R34",
    structure: "C24/k3 K1KXK1 128b24k5L1 512b48k5L10 896b88k5L13 1024b104k5L11s1 616b128k5L14",
    image: 224,
    parameters: 21690160,
    convMacs: 3634297856,
    top1: 79.7
  },
  {
    name: "R50",
    structure: "C32/k3 K1KXK1 128b40k5L1 512b48k5L11 872b88k5L12 1024b104k5L13s1 1232b120k5L15",
    image: 224,
    parameters: 25441144,
    convMacs: 4041529408,
    top1: 80.6
  },
  {
    name: "29M-224",
    structure: "C40/k3 K1DWSEK1 40b240k5L2s1 85b512k5L4 134b800k5L6 201b1208k5L6 312b1872k5L5 C1792/k1",
    image: 224,
    parameters: 28669956,
    convMacs: 4321976752,
    top1: 82.5
  },
  {
    name: "29M-288",
    structure: "C40/k3 K1DWSEK1 61b368k5L4 96b576k5L4 145b872k5L5 217b1304k5L6s1 328b1968k5L4 C1792/k1",
    image: 288,
    parameters: 28703630,
    convMacs: 4320487168,
    top1: 82.8
  },
  {
    name: "50M",
    structure: "C48/k3 K1DWSEK1 112b672k5L7 168b1008k5L9 252b1512k5L7 378b2272k5L3 576b3456k3L1s1 C2048/k1",
    image: 224,
    parameters: 49408964,
    convMacs: 8448375360,
    top1: 83.9
  },
  {
    name: "89M",
    structure: "C56/k3 K1DWSEK1 136b816k5L10 204b1224k5L9 326b1952k5L7 490b2944k5L4 744b4464k3L1s1 C2560/k1",
    image: 224,
    parameters: 88325780,
    convMacs: 15023891408,
    top1: 84.0
  },
  {
    name: "R18-like",
    structure: "C40/k3 K1KXK1 256b64k3L2 360b88k3L3 512b128k3L6 512b176k3L4 512b176k3L12s1",
    image: 224,
    parameters: 10882384,
    convMacs: 1679892480,
    top1: 78.44
  },
  {
    name: "R50-like",
    structure: "C16/k3 K1KXK1 256b64k3L6 360b88k3L8 512b176k3L7 720b360k3L2 2896b256k3L4s1",
    image: 224,
    parameters: 21371592,
    convMacs: 3628113664,
    top1: 80.04
  },
  {
    name: "R152-like",
    structure: "C128/k3 K1KXK1 512b88k3L4 720b176k3L8 720b256k3L13 1024b360k3L10 1024b256k3L12s1",
    image: 224,
    parameters: 53484936,
    convMacs: 10424170624,
    top1: 81.59
  }
];
