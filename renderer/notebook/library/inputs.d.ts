declare module "@observablehq/inputs" {
  export const version: string;
}
declare module "@observablehq/inputs/dist/index.css";
