/** Data that cannot be read or used: the fault, and the file or the option where it lies. */
export class DataError extends Error {
  override name = "DataError";
  readonly fault: string;
  readonly place: string;
  constructor(fault: string, place = "") {
    super(place ? `${fault} (${place})` : fault);
    this.fault = fault;
    this.place = place;
  }
}
