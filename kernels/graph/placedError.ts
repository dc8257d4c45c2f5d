/** Something that cannot be used: the fault, and the option, block or file where it lies. */
export class PlacedError extends Error {
  readonly fault: string;
  readonly place: string;
  constructor(fault: string, place = "") {
    super(place ? `${fault} (${place})` : fault);
    this.fault = fault;
    this.place = place;
  }
}
