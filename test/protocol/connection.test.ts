import {describe, expect, test} from "vitest";
import {connect} from "../../renderer/protocol/connection.ts";
import {type FromFrame, type FromShell, readFromFrame, readFromShell} from "../../renderer/protocol/messages.ts";

/** Both ends of one channel; resolves when `count` messages have come or been refused. */
function join(count: number) {
  const {port1, port2} = new MessageChannel();
  const received: FromFrame[] = [];
  const refused: string[] = [];
  let done = () => {};
  const all = new Promise<void>((resolve) => (done = resolve));
  const look = () => void (received.length + refused.length >= count && done());
  const shell = connect<FromFrame, FromShell>(port1, {
    read: readFromFrame,
    receive: (message) => (received.push(message), look()),
    refuse: (error) => (refused.push(error.message), look())
  });
  const frame = connect<FromShell, FromFrame>(port2, {
    read: readFromShell,
    receive: () => undefined,
    refuse: () => undefined
  });
  const close = () => (shell.close(), frame.close());
  return {shell, frame, raw: port2, received, refused, all, close};
}

describe("a connection", () => {
  test("hands on what fits, in order", async () => {
    const {frame, received, all, close} = join(3);
    for (const cell of [1, 2, 3]) frame.send({type: "started", cell});
    await all;
    expect(received).toEqual([1, 2, 3].map((cell) => ({type: "started", cell})));
    close();
  });

  test("throws away what does not fit and goes on", async () => {
    const {frame, raw, received, refused, all, close} = join(3);
    raw.postMessage({type: "eval", source: "1"});
    raw.postMessage(null);
    frame.send({type: "finished", cell: 2});
    await all;
    expect(received).toEqual([{type: "finished", cell: 2}]);
    expect(refused).toHaveLength(2);
    close();
  });

  test("moves bytes instead of copying them", async () => {
    const {frame, received, all, close} = join(1);
    const bytes = new Uint8Array([1, 2, 3]);
    frame.send({type: "download", name: "a", bytes}, [bytes.buffer]);
    expect(bytes.byteLength).toBe(0);
    await all;
    expect(received).toEqual([{type: "download", name: "a", bytes: new Uint8Array([1, 2, 3])}]);
    close();
  });
});
