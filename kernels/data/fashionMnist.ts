import {dataset, type Dataset} from "./dataset.ts";

const classes = [
  "T-shirt/top",
  "trouser",
  "pullover",
  "dress",
  "coat",
  "sandal",
  "shirt",
  "sneaker",
  "bag",
  "ankle boot"
];

const folder = "/data/fashion-mnist";

/**
 * The 12k subset of Fashion-MNIST (Xiao, Rasul and Vollgraf, arXiv 1708.07747): its first 10,000 training and first 2,000
 * test images, 1×28×28. Accuracies on it do not compare with published ones, which are of all 70,000.
 */
export function fashionMnist(): Dataset {
  return dataset({
    id: "fashion-mnist-12k",
    version: "1",
    title: "Fashion-MNIST, the 12k subset",
    shape: [1, 28, 28],
    classes,
    licence: "MIT, © 2017 Zalando SE",
    // of the full training set, as published with it
    normalisation: {scale: 255, mean: [0.286], deviation: [0.353]},
    counts: {train: 10_000, test: 2_000},
    sha256: "4945a8447723c1efa09ddaa2fca875a33d979209a35a7104ac085f1ea95bf33c",
    source: {
      kind: "idx",
      train: {images: `${folder}/train-images-idx3-ubyte.gz`, labels: `${folder}/train-labels-idx1-ubyte.gz`},
      test: {images: `${folder}/t10k-images-idx3-ubyte.gz`, labels: `${folder}/t10k-labels-idx1-ubyte.gz`}
    }
  });
}
