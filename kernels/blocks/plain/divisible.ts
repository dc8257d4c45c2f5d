/**
 * Channels as the MobileNets round them: to the nearest multiple of `divisor`, at least one, and never more than a tenth below
 * what was asked for.
 */
export function divisible(channels: number, divisor = 8): number {
  const rounded = Math.max(divisor, Math.floor((channels + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * channels ? rounded + divisor : rounded;
}
