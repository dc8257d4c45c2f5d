/** A port as Node has it: one that is listened to keeps the process alive unless told otherwise. */
type Port = MessagePort & {ref?(): void; unref?(): void};

/**
 * A function that resolves in a later task, after messages that are waiting. A message to oneself comes back at once,
 * where timers are held to 4 ms and, in hidden pages, to a second.
 */
export function turns(): () => Promise<void> {
  const channel = new MessageChannel();
  const port: Port = channel.port1;
  let waiting: (() => void)[] = [];
  port.onmessage = () => {
    const woken = waiting;
    waiting = [];
    port.unref?.();
    for (const wake of woken) wake();
  };
  port.unref?.();
  return () =>
    new Promise((resolve) => {
      port.ref?.();
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
