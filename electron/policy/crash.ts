const span = 60_000;
const most = 3;

/** Counts deaths of one kind of process: `again` while there were fewer than three within a minute, then `stop`. */
export function crashCount(now: () => number): () => "again" | "stop" {
  let times: number[] = [];
  return () => {
    const time = now();
    times = [...times.filter((each) => time - each < span), time];
    return times.length < most ? "again" : "stop";
  };
}
