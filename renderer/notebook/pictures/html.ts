import * as htl from "htl";

/** `htl.html` for templates with exactly one root element, which is what every picture has. */
export const html = htl.html as unknown as (strings: TemplateStringsArray, ...values: unknown[]) => HTMLElement;
