import {type HostEvent, hostEvent} from "../protocol/api.ts";

/**
 * The JSON objects of a stream of server-sent events. EventSource cannot send the token's header, so the stream comes
 * from fetch. Comments and fields other than `data` are skipped (WHATWG HTML, 9.2.6).
 */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  let pending = "";
  let data: string[] = [];
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  try {
    for (;;) {
      const {value, done} = await reader.read();
      if (done) return;
      pending += decoder.decode(value, {stream: true});
      const lines = pending.split(/\r\n|\n|\r(?!$)/);
      pending = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0) yield JSON.parse(data.join("\n"));
          data = [];
        } else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
      }
    }
  } finally {
    await reader.cancel();
  }
}

/**
 * Follows the host's events until `signal` aborts; after a break it asks again after 1, 2, 4 … 15 s. `connected` says
 * whether the stream stands, so that what was missed can be read anew.
 */
export async function followEvents(
  open: (signal: AbortSignal) => Promise<Response>,
  {
    receive,
    connected,
    signal
  }: {receive: (event: HostEvent) => void; connected: (is: boolean) => void; signal: AbortSignal}
): Promise<void> {
  for (let wait = 1; !signal.aborted; wait = Math.min(2 * wait, 15)) {
    try {
      const {body} = await open(signal);
      if (body !== null) {
        wait = 1;
        connected(true);
        for await (const event of readEvents(body)) receive(hostEvent(event, ""));
      }
    } catch (error) {
      if (signal.aborted) return;
      console.warn("event stream:", error);
    }
    connected(false);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000 * wait);
      signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), {once: true});
    });
  }
}
