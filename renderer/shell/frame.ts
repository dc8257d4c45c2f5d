import {type Connection, connect} from "../protocol/connection.ts";
import {handPort} from "../protocol/handshake.ts";
import {type FromFrame, type FromShell, readFromFrame} from "../protocol/messages.ts";
import {element} from "./element.ts";
import {floodGate} from "./flood.ts";

/** What a notebook's document may do; no popups, no modals, no navigation of the window. */
export const frameSandbox = "allow-scripts allow-same-origin allow-forms allow-downloads allow-pointer-lock";
/** What is delegated to it: shared memory for wasm threads, nothing else. */
export const framePermissions = "cross-origin-isolated";

const patience = 20_000;

export interface FrameEvents {
  receive(message: FromFrame): void;
  /** A message that did not fit was thrown away. */
  refuse(error: Error): void;
  /** The frame is of no use any more, and why; it is to be replaced. */
  lost(reason: string): void;
}

export interface Frame {
  readonly element: HTMLIFrameElement;
  send(message: FromShell, transfer?: Transferable[]): void;
  destroy(): void;
}

/** Puts the notebook of `origin` into `container`. Messages sent before its page listens wait for it. */
export function mountFrame(container: HTMLElement, origin: string, title: string, events: FrameEvents): Frame {
  const frame = element("iframe", {
    src: origin + "/",
    title,
    sandbox: frameSandbox,
    allow: framePermissions,
    class: "notebook-frame"
  });
  const life = new AbortController();
  const waiting: {message: FromShell; transfer?: Transferable[]}[] = [];
  let connection: Connection<FromShell> | null = null;
  const tooMuch = floodGate(() => performance.now());

  function end() {
    life.abort();
    connection?.close();
    connection = null;
    clearTimeout(timer);
  }
  function lose(reason: string) {
    end();
    events.lost(reason);
  }

  const timer = setTimeout(() => lose("its page did not load"), patience);
  void handPort(window, frame, origin, {
    again: () => lose("its page loaded itself anew"),
    signal: life.signal
  }).then((port) => {
    if (life.signal.aborted) return port.close();
    clearTimeout(timer);
    connection = connect<FromFrame, FromShell>(port, {
      read(data) {
        if (tooMuch(data)) lose("it sent more than can be read");
        return readFromFrame(data);
      },
      receive: (message) => void (life.signal.aborted || events.receive(message)),
      refuse: (error) => events.refuse(error)
    });
    for (const {message, transfer} of waiting.splice(0)) connection.send(message, transfer);
  });
  container.append(frame);

  return {
    element: frame,
    send(message, transfer) {
      if (connection !== null) connection.send(message, transfer);
      else if (!life.signal.aborted) waiting.push({message, transfer});
    },
    destroy() {
      end();
      frame.remove();
    }
  };
}
