/** Training that cannot begin or go on: the fault, and the option, block or file where it lies. */
export class TrainingError extends Error {
  override name = "TrainingError";
  readonly fault: string;
  readonly place: string;
  constructor(fault: string, place = "") {
    super(place ? `${fault} (${place})` : fault);
    this.fault = fault;
    this.place = place;
  }
}
