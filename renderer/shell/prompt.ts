import {element} from "./element.ts";

export interface PromptOptions {
  readonly title: string;
  readonly value: string;
  readonly confirm: string;
  /** What is wrong with an answer; undefined if nothing is. */
  readonly check: (value: string) => string | undefined;
}

/** Asks for one line of text; resolves to null if the person does not answer. */
export function prompt({title, value, confirm, check}: PromptOptions): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null;
    const input = element("input", {
      id: "prompt-input",
      type: "text",
      value,
      spellcheck: "false",
      autocomplete: "off",
      "aria-describedby": "prompt-fault"
    });
    const fault = element("p", {id: "prompt-fault", class: "fault", role: "alert"});
    const form = element(
      "form",
      {
        method: "dialog",
        onsubmit: (event: SubmitEvent) => {
          const wrong = check(input.value);
          if (wrong === undefined) {
            answer = input.value;
            return;
          }
          event.preventDefault();
          fault.textContent = wrong;
          input.focus();
        }
      },
      element("label", {for: "prompt-input"}, title),
      input,
      fault,
      element(
        "div",
        {class: "buttons"},
        element("button", {type: "button", onclick: () => dialog.close()}, "Cancel"),
        element("button", {class: "primary", type: "submit"}, confirm)
      )
    );
    const dialog = element(
      "dialog",
      {
        class: "dialog prompt",
        "aria-label": title,
        onclose: () => {
          dialog.remove();
          resolve(answer);
        }
      },
      form
    );
    input.addEventListener("input", () => (fault.textContent = ""));
    document.body.append(dialog);
    dialog.showModal();
    // The name without its ending is what one wants to type over.
    const end = value.lastIndexOf(".");
    input.setSelectionRange(value.lastIndexOf("/") + 1, end > 0 ? end : value.length);
  });
}
