import {observe} from "./observe.ts";

/** What an input may have; any element with a `value` will do. */
interface InputElement extends EventTarget {
  readonly type?: string;
  readonly value?: unknown;
  readonly valueAsNumber?: number;
  readonly valueAsDate?: Date | null;
  readonly checked?: boolean;
  readonly multiple?: boolean;
  readonly files?: ArrayLike<unknown> | null;
  readonly selectedOptions?: ArrayLike<{value: string}>;
}

/** The value of an input, first as it is (unless undefined), then whenever a person changes it. */
export function input(element: EventTarget): AsyncGenerator<unknown, void, unknown> {
  return observe((change) => {
    const event = eventOf(element);
    const changed = () => void change(valueOf(element));
    element.addEventListener(event, changed);
    const value = valueOf(element);
    if (value !== undefined) change(value);
    return () => element.removeEventListener(event, changed);
  });
}

/** The value of an input as a person means it: numbers of ranges, truth of checkboxes, files. */
export function valueOf(element: InputElement): unknown {
  switch (element.type) {
    case "range":
    case "number":
      return element.valueAsNumber;
    case "date":
      return element.valueAsDate;
    case "checkbox":
      return element.checked;
    case "file":
      return element.multiple ? element.files : element.files?.[0];
    case "select-multiple":
      return Array.from(element.selectedOptions ?? [], ({value}) => value);
    default:
      return element.value;
  }
}

function eventOf(element: InputElement): string {
  switch (element.type) {
    case "button":
    case "submit":
    case "checkbox":
      return "click";
    case "file":
      return "change";
    default:
      return "input";
  }
}
