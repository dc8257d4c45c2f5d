// What can be read off attention among channels (cross-covariance attention, arXiv 2106.09681) of one picture: functions of
// plain arrays in PyTorch's order. A map is [c, d] with d = c/heads columns: row i holds what output channel i takes of each
// channel of its head. Queries, keys, values are [t, c]; joined, [t, 3c]. Results a head are [heads, t], a picture each of
// the h×w positions that the tokens came from.

/** The least length that queries and keys are divided by, as in the op. */
const floor = 1e-12;

/** Queries, keys and values, each [t, c]. */
export interface AttentionParts {
  readonly queries: Float32Array;
  readonly keys: Float32Array;
  readonly values: Float32Array;
}

/** Takes queries, keys and values [t, 3c] apart. Throws where `channels` (c) does not divide them. */
export function attentionParts(joined: Float32Array, channels: number): AttentionParts {
  const tokens = tokensOf(joined, 3 * channels);
  const part = (index: number) => {
    const own = new Float32Array(tokens * channels);
    for (let t = 0; t < tokens; ++t) {
      const from = (3 * t + index) * channels;
      own.set(joined.subarray(from, from + channels), t * channels);
    }
    return own;
  };
  return {queries: part(0), keys: part(1), values: part(2)};
}

/** −Σ_j A_ij ln A_ij of every row, [c]; ln d where a channel attends evenly, 0 where it takes one alone. */
export function mapEntropy(map: Float32Array, channels: number): Float32Array {
  const width = widthOf(map, channels);
  return Float32Array.from({length: channels}, (_, row) => {
    let entropy = 0;
    for (const share of map.subarray(row * width, (row + 1) * width)) if (share > 0) entropy -= share * Math.log(share);
    return entropy;
  });
}

/** Σ_i A_ij, what all channels of a head take of channel j, [c]; 1 on average. */
export function weightReceived(map: Float32Array, channels: number): Float32Array {
  const width = widthOf(map, channels);
  const received = new Float64Array(channels);
  for (let i = 0; i < channels; ++i)
    for (let j = 0; j < width; ++j) received[i - (i % width) + j] += map[i * width + j];
  return Float32Array.from(received);
}

/** The maps of all heads as one of the whole block, [c, c]: heads on the diagonal, zeros elsewhere. */
export function blockDiagonal(map: Float32Array, channels: number): Float32Array {
  const width = widthOf(map, channels);
  const whole = new Float32Array(channels * channels);
  for (let row = 0; row < channels; ++row)
    whole.set(map.subarray(row * width, (row + 1) * width), row * channels + row - (row % width));
  return whole;
}

/** ‖x_n‖ of every token over the channels of each head, [heads, t]: which tokens weigh most. */
export function tokenNorms(x: Float32Array, channels: number, heads: number): Float32Array {
  return overHeads(x, channels, heads, (from, width) => {
    let sum = 0;
    for (let i = from; i < from + width; ++i) sum += x[i] * x[i];
    return Math.sqrt(sum);
  });
}

/** Σ_i q̂_i(n)·k̂_i(n) of every token, [heads, t]: where queries and keys agree; over all tokens it is the trace of the cosines. */
export function queryKeyAgreement({queries, keys}: AttentionParts, channels: number, heads: number): Float32Array {
  const lengths = [lengthsOf(queries, channels), lengthsOf(keys, channels)];
  return overHeads(queries, channels, heads, (from, width) => {
    let sum = 0;
    for (let i = from; i < from + width; ++i)
      sum += (queries[i] / lengths[0][i % channels]) * (keys[i] / lengths[1][i % channels]);
    return sum;
  });
}

/**
 * Where in the picture entry (i, j) of a map comes from, [heads, t]: q̂_i(n)·k̂_j(n), which sums over the tokens to the cosine
 * that the temperature multiplies. Signed and exact. i and j count from 0 within a head.
 */
export function entrySource(
  {queries, keys}: AttentionParts,
  channels: number,
  heads: number,
  [i, j]: readonly [number, number]
): Float32Array {
  const lengths = [lengthsOf(queries, channels), lengthsOf(keys, channels)];
  return overHeads(queries, channels, heads, (from, width) => {
    if (!(i >= 0 && i < width && j >= 0 && j < width))
      throw new Error(`invalid entry: ${i}, ${j}; the maps have ${width}×${width}`);
    const [q, k] = [from + i, from + j];
    return (queries[q] / lengths[0][q % channels]) * (keys[k] / lengths[1][k % channels]);
  });
}

/** A channel's weight in Grad-CAM, [c]: the mean over the positions of ∂score/∂F; `gradient` is [c, h, w]. */
export function gradCamWeights(gradient: Float32Array, channels: number): Float32Array {
  const positions = tokensOf(gradient, channels);
  return Float32Array.from({length: channels}, (_, channel) => {
    const own = gradient.subarray(channel * positions, (channel + 1) * positions);
    return own.reduce((sum, value) => sum + value, 0) / positions;
  });
}

/** Grad-CAM (Selvaraju et al., arXiv 1610.02391): relu(Σ_c w_c·F_c) of a map F [c, h, w] and ∂score/∂F, [h·w]. */
export function gradCam(map: Float32Array, gradient: Float32Array, channels: number): Float32Array {
  if (map.length !== gradient.length)
    throw new Error(`shape mismatch: ${map.length} values and ${gradient.length} gradients; expected one each`);
  const weights = gradCamWeights(gradient, channels);
  const positions = map.length / channels;
  return Float32Array.from({length: positions}, (_, position) => {
    let sum = 0;
    for (let channel = 0; channel < channels; ++channel) sum += weights[channel] * map[channel * positions + position];
    return Math.max(0, sum);
  });
}

/** max(‖x_i‖, 1e-12) of each channel over all tokens. */
function lengthsOf(x: Float32Array, channels: number): Float64Array {
  const sums = new Float64Array(channels);
  for (let i = 0; i < x.length; ++i) sums[i % channels] += x[i] * x[i];
  return sums.map((sum) => Math.max(Math.sqrt(sum), floor));
}

/** `of(from, width)` at the first channel of each head of each token, [heads, t]. */
function overHeads(
  x: Float32Array,
  channels: number,
  heads: number,
  of: (from: number, width: number) => number
): Float32Array {
  const tokens = tokensOf(x, channels);
  if (channels % heads) throw new Error(`invalid heads: ${heads}; must divide the ${channels} channels`);
  const width = channels / heads;
  return Float32Array.from({length: heads * tokens}, (_, at) =>
    of((at % tokens) * channels + Math.floor(at / tokens) * width, width)
  );
}

function tokensOf(x: Float32Array, channels: number): number {
  if (x.length % channels) throw new Error(`invalid channels: ${channels}; must divide the ${x.length} values`);
  return x.length / channels;
}

function widthOf(map: Float32Array, channels: number): number {
  const width = tokensOf(map, channels);
  if (channels % width) throw new Error(`invalid map: ${channels}×${width}; the heads' width must divide the channels`);
  return width;
}
