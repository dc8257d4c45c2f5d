import type {Frame} from "playwright-core";

/** A notebook of the stub: a title and lines of text. */
export const notebook = (title: string, ...lines: string[]) =>
  [`<!doctype html>`, `<notebook>`, `<title>${title}</title>`, `# ${title}`, ...lines, `</notebook>`, ``].join("\n");

/** What lies in the workspace at first. */
export const files = {
  "first-light.html": notebook("First light", "## Training", "one", "two"),
  "wavelets.html": notebook("Wavelets"),
  "sub/deep.html": notebook("Deep"),
  "sub/digits.csv": "1,2\n"
};

/** Types into the stub as a person would: the text, and the event that follows. */
export const type = (frame: Frame, text: string) =>
  frame.evaluate((value) => {
    const {box} = Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement};
    box.value = value;
    box.dispatchEvent(new InputEvent("input"));
  }, text);
/** The text that the stub shows. */
export const textOf = (frame: Frame) =>
  frame.evaluate(() => (Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement}).box.value);
/** The message with which a frame was opened. */
export const opened = (frame: Frame) =>
  frame.evaluate(() => {
    const {received} = Reflect.get(globalThis, "stub") as {received: {type: string}[]};
    return received.find((message) => message.type === "open") as Record<string, unknown> | undefined;
  });
/** Sends a message from the frame; bytes do not survive the way there, so null stands for three of them. */
export const tell = (frame: Frame, message: Record<string, unknown>) =>
  frame.evaluate((each) => {
    const {send} = Reflect.get(globalThis, "stub") as {send: (m: unknown) => void};
    send("bytes" in each ? {...each, bytes: new Uint8Array(3)} : each);
  }, message);
/** Resolves once the frame has received a message of this kind. */
export const hasReceived = (frame: Frame, wanted: string) =>
  frame.waitForFunction(
    (kind) =>
      (Reflect.get(globalThis, "stub") as {received: {type: string}[]}).received.some(({type}) => type === kind),
    wanted,
    // not by frames: a page that is seen for a moment only may draw none
    {polling: 50}
  );
