// One MessagePort, typed at both ends. What arrives and does not fit is refused and reported, and changes nothing.

export interface Connection<Out> {
  /** Sends; `transfer` lists buffers that are moved, not copied. */
  send(message: Out, transfer?: Transferable[]): void;
  close(): void;
}

/**
 * Listens on `port`: each message is checked by `read` and handed to `receive`; a message that `read` refuses goes to
 * `refuse` with the reason instead. Errors thrown by `receive` are the receiver's own and go to the page.
 */
export function connect<In, Out>(
  port: MessagePort,
  {read, receive, refuse}: {read: (data: unknown) => In; receive: (message: In) => void; refuse: (error: Error) => void}
): Connection<Out> {
  port.onmessage = (event: MessageEvent<unknown>) => {
    let message: In;
    try {
      message = read(event.data);
    } catch (error) {
      refuse(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    receive(message);
  };
  port.onmessageerror = () => refuse(new Error("invalid message: it could not be copied"));
  return {
    send: (message, transfer = []) => port.postMessage(message, transfer),
    close() {
      port.onmessage = null;
      port.close();
    }
  };
}
