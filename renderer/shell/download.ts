import type {FromFrame, Message} from "../protocol/messages.ts";
import {element} from "./element.ts";
import {safeFileName} from "./fileName.ts";
import {readableSize} from "./fileTree.ts";
import type {ToastOptions} from "./toast.ts";

/**
 * Offers a file of a notebook to the person. Right after a press (in the frame or here) it is saved at once; a notebook
 * that offers files by itself gets a button that the person may press, never a file on the disk.
 */
export function offerDownload(
  file: Message<FromFrame, "download">,
  {pressed, say}: {pressed: boolean; say: (text: string, options: ToastOptions) => void}
): void {
  const name = safeFileName(file.name);
  function save() {
    // The type is the notebook's word and would let a page run here: what is saved is bytes.
    const address = URL.createObjectURL(new Blob([file.bytes], {type: "application/octet-stream"}));
    element("a", {href: address, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
  const size = readableSize(file.bytes.byteLength);
  if (pressed) {
    save();
    say(`Saved ${name}, ${size}.`, {});
  } else say(`The notebook offers ${name}, ${size}.`, {action: {label: "Save", run: save}, milliseconds: 60_000});
}
