import type {HostEvent} from "./api.ts";

const heartbeat = 15_000;
/** How many events may wait for a reader that does not read; then its stream ends and it must begin anew. */
const mostWaiting = 1_000;

/** The streams of server-sent events. */
export interface Events {
  /** A new stream; it ends when its reader goes away. */
  stream(): Response;
  publish(event: HostEvent): void;
  /** How many streams are open. */
  readonly streams: number;
  close(): void;
}

/** @param changed told each time the number of open streams changes */
export function createEvents(changed: (streams: number) => void = () => {}): Events {
  const encoder = new TextEncoder();
  const controllers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let timer: NodeJS.Timeout | undefined;

  function count(): void {
    if (controllers.size > 0 && timer === undefined) {
      timer = setInterval(() => send(": still here\n\n"), heartbeat);
      timer.unref();
    } else if (controllers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    changed(controllers.size);
  }

  function end(controller: ReadableStreamDefaultController<Uint8Array>): void {
    controllers.delete(controller);
    controller.close();
    count();
  }

  function send(text: string): void {
    const bytes = encoder.encode(text);
    for (const controller of [...controllers])
      if ((controller.desiredSize ?? 0) < -mostWaiting) end(controller);
      else controller.enqueue(bytes);
  }

  return {
    stream() {
      let mine: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          mine = controller;
          controllers.add(controller);
          // The first bytes make the transport send the headers.
          controller.enqueue(encoder.encode(": open\n\n"));
          count();
        },
        // Clean-up belongs here: under Electron no other sign of the reader's leaving comes.
        cancel() {
          controllers.delete(mine);
          count();
        }
      });
      return new Response(body, {headers: {"content-type": "text/event-stream", "cache-control": "no-store"}});
    },
    publish: (event) => send(`data: ${JSON.stringify(event)}\n\n`),
    get streams() {
      return controllers.size;
    },
    close() {
      for (const controller of [...controllers]) end(controller);
    }
  };
}
