/** Names, trainable numbers, those without the classifier, tensors of the state dict, and pure MACs and those by fvcore in millions at 256×256. */
export const edgeNeXtNetworks = [
  ["xx-small", 1327216, 1158216, 160, 257.91, 260.58],
  ["x-small", 2336804, 2143804, 214, 533.19, 538.0],
  ["small", 5586832, 5281832, 214, 1253.23, 1260.59],
  ["base", 18511292, 17926292, 214, 3828.3, 3840.93],
  ["xx-small-bn-hs", 1326184, 1157184, 207, 257.91, 259.53],
  ["x-small-bn-hs", 2335008, 2142008, 273, 533.19, 535.84],
  ["small-bn-hs", 5584000, 5279000, 273, 1253.23, 1257.28]
] as const;

/** Millions by fvcore at 224×224. */
export const edgeNeXtAt224 = [
  ["xx-small", 199.54],
  ["x-small", 411.95],
  ["small", 965.21],
  ["base", 2940.85],
  ["xx-small-bn-hs", 198.74],
  ["x-small-bn-hs", 410.3],
  ["small-bn-hs", 962.68]
] as const;
