/** Something that wants the one place where training happens. */
export interface Ticket {
  /** Its turn has come. */
  begin(): void;
  /** It waits; 1 is next. */
  moved(place: number): void;
}

/** One GPU, one active run: the others wait in the order in which they came. */
export class Queue {
  #active: Ticket | null = null;
  #waiting: Ticket[] = [];

  get active(): Ticket | null {
    return this.#active;
  }

  /** Begins at once if nothing is active; else waits. Asking twice changes nothing. */
  enter(ticket: Ticket): void {
    if (ticket === this.#active || this.#waiting.includes(ticket)) return;
    this.#waiting.push(ticket);
    this.#advance();
  }

  /** Gives its place up, whether active or waiting; the next one begins. */
  leave(ticket: Ticket): void {
    if (ticket === this.#active) this.#active = null;
    else this.#waiting = this.#waiting.filter((other) => other !== ticket);
    this.#advance();
  }

  #advance(): void {
    const next = this.#active ? undefined : this.#waiting.shift();
    if (next) this.#active = next;
    this.#waiting.forEach((ticket, i) => ticket.moved(i + 1));
    next?.begin();
  }
}
