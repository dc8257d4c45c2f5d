/** How many neighbouring channels a thread takes at once. */
export type Lanes = 1 | 4;

/** Four where the channel count allows reading them as one vector, else one. */
export function lanesOf(channels: number): Lanes {
  return channels % 4 === 0 ? 4 : 1;
}

export function elementOf(lanes: Lanes): "f32" | "vec4f" {
  return lanes === 4 ? "vec4f" : "f32";
}

/** The same program for one lane and for four. */
export function forLanes<P>(make: (lanes: Lanes) => P): Record<Lanes, P> {
  return {1: make(1), 4: make(4)};
}
