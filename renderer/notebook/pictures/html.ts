import {html as tag} from "../quietHtl.ts";

/** `html` for templates with exactly one root element, which is what every picture has. */
export const html: (strings: TemplateStringsArray, ...values: unknown[]) => HTMLElement = tag;
