/** What a structure is worth and costs, written again from the text of the formulas, layer by layer, sharing no code. */
export interface Worth {
  readonly score: number;
  readonly rho: number;
  readonly params: number;
  readonly flops: number;
}

interface Item {
  readonly class: string;
  readonly in: number;
  readonly out: number;
  readonly k: number;
  readonly s: number;
  readonly btn?: number;
  readonly L?: number;
}

interface Layer {
  readonly from: number;
  readonly to: number;
  readonly k: number;
  readonly groups: number;
  readonly side: number; // of its output
  readonly active: boolean; // followed by an activation
}

const evenly = (x: number) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

/** Main path, shortcut's convolution, pooled channels and their side, parameters of a gate. */
function layersOf(item: Item, first: boolean, side: number) {
  const from = first ? item.in : item.out;
  const stride = first ? item.s : 1;
  const [b, after] = [item.btn ?? 0, side / stride];
  const layer = (a: number, c: number, k: number, at: number, active: boolean, groups = 1): Layer => {
    return {from: a, to: c, k, groups, side: at, active};
  };
  const one = (a: number, c: number, at: number) => layer(a, c, 1, at, true);
  const kind = item.class.replace("SuperRes", "");
  const shortcut = kind.includes("DW") ? from === item.out : kind !== "ConvKXBNRELU";
  const projects = !kind.includes("DW") && shortcut && (from !== item.out || (first && kind === "K1KXK1"));
  const z = 8 * Math.max(1, Math.floor(evenly(b / 4) / 8));
  const main = {
    ConvKXBNRELU: [layer(from, item.out, item.k, after, true)],
    K1KXK1: [one(from, b, side), layer(b, b, item.k, after, true), one(b, item.out, after)],
    K1DWK1: [one(from, b, side), layer(b, b, item.k, after, true, b), one(b, item.out, after)],
    K1DWSEK1: [one(from, b, side), layer(b, b, item.k, after, true, b), one(b, item.out, after)],
    K1KX: [one(from, b, side), layer(b, item.out, item.k, after, true)],
    KXKX: [layer(from, b, item.k, side, true), layer(b, item.out, item.k, after, true)]
  }[kind]!;
  return {
    main,
    // its sum is activated once more in the counter
    projection: projects ? [layer(from, item.out, 1, after, true)] : [],
    pooled: shortcut && stride === 2 ? from * side * side : 0,
    gate: kind === "K1DWSEK1" ? b * z + 2 * z + z * b + 2 * b : 0
  };
}

export function worthOf(
  structure: readonly Item[],
  {image = 224, entropyAt = 224, beta = 10, allDepths = false} = {}
): Worth {
  let [side, params, flops, layers, logs, sum, rho] = [image, 0, 0, 0, 0, 0, 0];
  let r = entropyAt;
  const H: number[] = [];
  for (const [i, item] of structure.entries()) {
    for (let n = 0; n < (item.L ?? 1); ++n) {
      const {main, projection, pooled, gate} = layersOf(item, n === 0, side);
      for (const {from, to, k, groups, side: at, active} of [...main, ...projection]) {
        params += (from / groups) * to * k * k + 2 * to;
        flops += at * at * ((from / groups) * to * k * k + 2 * to + (active ? to : 0));
      }
      params += gate;
      flops += pooled;
      layers += main.length;
      for (const {from, k, groups} of main) logs += Math.log((from / groups) * k * k);
      if (n === 0) side /= item.s;
    }
    r = Math.floor(r / item.s);
    if (i < structure.length - 1 && structure[i + 1].s !== 2) continue;
    H.push(Math.log(item.out * r * r) * (logs / 2));
    rho = Math.max(rho, layers / Math.exp(logs / layers));
  }
  sum = H.reduce((total, h, s) => total + (s === H.length - 1 ? 8 : 1) * h, 0);
  const all = structure.flatMap(({L}) => (L === undefined ? [] : [L]));
  const depths = !allDepths && structure[1].class === "SuperResK1KXK1" ? all.slice(2) : all;
  const mean = depths.reduce((a, b) => a + b) / depths.length;
  const deviation = Math.hypot(...depths.map((depth) => depth - mean)) / Math.sqrt(depths.length);
  return {score: sum - beta * Math.exp(deviation), rho, params, flops};
}
