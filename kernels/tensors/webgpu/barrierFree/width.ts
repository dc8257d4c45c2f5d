/** How many vectors of four channels a thread takes. */
export type Width = 1 | 2 | 4;

/** The most that divide `channels`, which is a multiple of 4. */
export function widthOf(channels: number): Width {
  return channels % 16 === 0 ? 4 : channels % 8 === 0 ? 2 : 1;
}
