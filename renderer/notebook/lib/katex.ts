import "katex/dist/katex.min.css";

export * from "katex";
export {default} from "katex";
