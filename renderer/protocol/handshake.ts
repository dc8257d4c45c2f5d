// How the frame gets its end of the MessagePort. The frame says hello to the top of the window (which can only be the
// shell: the page's policy names it in frame-ancestors); the shell checks that the greeting comes from that frame's
// window and from the notebook's own origin, and answers with the port, once.

const hello = "subband:hello";
const port = "subband:port";

/** In the frame: greets the shell and resolves to the port; further ports are ignored. */
export function receivePort(page: Window): Promise<MessagePort> {
  return new Promise((resolve) => {
    function listen(event: MessageEvent<unknown>) {
      if (event.source !== page.top || event.data !== port || event.ports.length !== 1) return;
      // Not every browser tells who embeds a page; where it does, the outermost must be the sender.
      const ancestors = page.location.ancestorOrigins;
      const embedder = ancestors?.[ancestors.length - 1];
      if (embedder !== undefined && event.origin !== embedder) return;
      page.removeEventListener("message", listen);
      resolve(event.ports[0]);
    }
    page.addEventListener("message", listen);
    // The greeting carries nothing, so it may go to any embedder.
    page.top?.postMessage(hello, "*");
  });
}

/**
 * In the shell: waits for `frame`, a document of `origin`, to greet and hands it one end of a channel; resolves to the
 * other. A later greeting of the same frame (its page loaded itself anew) calls `again` and is given nothing.
 */
export function handPort(
  page: Window,
  frame: HTMLIFrameElement,
  origin: string,
  {again, signal}: {again: () => void; signal: AbortSignal}
): Promise<MessagePort> {
  return new Promise((resolve) => {
    let given = false;
    page.addEventListener(
      "message",
      (event: MessageEvent<unknown>) => {
        if (
          event.source === null ||
          event.source !== frame.contentWindow ||
          event.origin !== origin ||
          event.data !== hello
        )
          return;
        if (given) return again();
        given = true;
        const channel = new MessageChannel();
        frame.contentWindow.postMessage(port, origin, [channel.port2]);
        resolve(channel.port1);
      },
      {signal}
    );
  });
}
