/** Notices when the page of a headless run never comes or is gone: then nobody would ever report the end. */
export interface Watchdog {
  /** Whether the page is in touch. */
  present(is: boolean): void;
  stop(): void;
}

/** How long the page may take to come, and how long it may be gone, in milliseconds. */
const patience = {come: 60_000, gone: 15_000};

/** @param lost called once at most, with what happened in words */
export function createWatchdog(lost: (reason: string) => void, {come, gone} = patience): Watchdog {
  let timer = setTimeout(() => lost(`the page did not start within ${come / 1000} s`), come);
  return {
    present(is) {
      clearTimeout(timer);
      if (!is) timer = setTimeout(() => lost("the page crashed or went away"), gone);
    },
    stop: () => clearTimeout(timer)
  };
}
