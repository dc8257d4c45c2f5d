import {commandFor, type Command, type Situation} from "../commands/command.ts";
import {keyOf} from "../commands/key.ts";

/**
 * Hands keys to commands. In a cell's text before the editor sees them, elsewhere after everything in an output had its
 * turn. Ends with `signal`.
 */
export function listenToKeys(
  target: Document,
  commands: readonly Command[],
  situation: () => Situation,
  {mac, signal}: {mac: boolean; signal: AbortSignal}
): void {
  function handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    // a dialog and a menu have keys of their own
    if (event.target instanceof Element && event.target.closest("dialog, [popover]")) return;
    const now = situation();
    // Enter and space on a button of the page press that button
    const button = event.target instanceof Element && event.target.matches("button, summary, a[href]");
    if (button && (event.key === "Enter" || event.key === " ") && !event.shiftKey && !event.ctrlKey && !event.metaKey)
      return;
    const command = commandFor(commands, keyOf(event, mac), now);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    command.run();
  }
  const inText = (event: Event) => event.target instanceof Element && event.target.closest(".source") !== null;
  target.addEventListener("keydown", (event) => inText(event) && handle(event), {capture: true, signal});
  target.addEventListener("keydown", (event) => inText(event) || handle(event), {signal});
}
