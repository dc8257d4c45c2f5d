import {pythonFloat} from "../rules/python.ts";
import type {Wavelet} from "./wavelet.ts";

/** Python definitions for the exported source: the transform as two products with one matrix an axis. */
export const pythonHaar = `def haar(x):
    """One level of the Haar transform: the low band of all channels, then LH, HL, HH of each."""
    a, b, c, d = x[..., ::2, ::2], x[..., ::2, 1::2], x[..., 1::2, ::2], x[..., 1::2, 1::2]
    details = torch.stack([a + b - c - d, a - b + c - d, a - b - c + d], dim=2).flatten(1, 2)
    return torch.cat([a + b + c + d, details], dim=1) / 2`;

export const pythonExtend = `def extend(i, n, padding):
    """The index that stands at position i of an axis of length n, or None where a zero stands."""
    if padding == "zero":
        return i if 0 <= i < n else None
    if padding == "symmetric":
        i %= 2 * n
        return i if i < n else 2 * n - 1 - i
    if padding == "reflect":
        if n == 1:
            return 0
        i %= 2 * n - 2
        return i if i < n else 2 * n - 2 - i
    if padding == "periodic":
        return i % n
    return min(i % (n + n % 2), n - 1)`;

export const pythonAnalysis = `@functools.lru_cache(maxsize=None)
def analysis(n, filters, padding):
    """One level along an axis of length n: rows of low outputs, then rows of high ones."""
    taps = len(filters[0])
    periodization = padding == "periodization"
    count = (n + 1) // 2 if periodization else (n + taps - 1) // 2
    matrix = torch.zeros(2 * count, n, dtype=torch.float64)
    for band, taps_of in enumerate(filters[:2]):
        for k in range(count):
            for j, tap in enumerate(taps_of):
                i = extend(2 * k + (taps // 2 if periodization else 1) - j, n, padding)
                if i is not None:
                    matrix[band * count + k, i] += tap
    return matrix.float()


def dwt(x, filters, padding):
    """One level: the low band of all channels, then LH, HL, HH of each."""
    n, c, h, w = x.shape
    y = analysis(h, filters, padding).to(x) @ x @ analysis(w, filters, padding).to(x).T
    h, w = y.shape[2] // 2, y.shape[3] // 2
    bands = y.reshape(n, c, 2, h, 2, w).permute(0, 1, 4, 2, 3, 5).reshape(n, c, 4, h, w)
    return torch.cat([bands[:, :, 0], bands[:, :, 1:].flatten(1, 2)], dim=1)`;

export const pythonSynthesis = `@functools.lru_cache(maxsize=None)
def synthesis(count, length, filters, padding):
    """One level back along an axis: columns of the low coefficients, then columns of the high ones."""
    taps = len(filters[2])
    matrix = torch.zeros(length, 2 * count, dtype=torch.float64)
    for band, taps_of in enumerate(filters[2:]):
        for k in range(count):
            for j, tap in enumerate(taps_of):
                i = (2 * k + j - taps // 2 + 1) % (2 * count) if padding == "periodization" else 2 * k + j - taps + 2
                if 0 <= i < length:
                    matrix[i, band * count + k] += tap
    return matrix.float()


def idwt(x, filters, padding, height, width):
    """The inverse of one level, cut to height and width."""
    n, c, h, w = x.shape
    c //= 4
    bands = torch.cat([x[:, :c, None], x[:, c:].reshape(n, c, 3, h, w)], dim=2)
    y = bands.reshape(n, c, 2, 2, h, w).permute(0, 1, 3, 4, 2, 5).reshape(n, c, 2 * h, 2 * w)
    return synthesis(h, height, filters, padding).to(x) @ y @ synthesis(w, width, filters, padding).to(x).T`;

/** The name of the constant that holds a wavelet's filters: `BIOR2_4`. */
export function pythonName(wavelet: Wavelet): string {
  return wavelet.name.toUpperCase().replace(".", "_");
}

/** The constant itself: dec_lo, dec_hi, rec_lo, rec_hi as tuples. */
export function pythonFilters(wavelet: Wavelet): string {
  const rows = [wavelet.dec_lo, wavelet.dec_hi, wavelet.rec_lo, wavelet.rec_hi].map(
    (taps) => `    (${Array.from(taps, pythonFloat).join(", ")}),\n`
  );
  return `${pythonName(wavelet)} = (\n${rows.join("")})`;
}
