import type {Network, Node} from "./network.ts";
import {formatShape} from "./shape.ts";

/** A network as text, one node a line: `conv.0 = conv(input; width 8, kernel 3×3) 8×32×32`. Equal networks print alike. */
export function printNetwork(network: Network): string {
  const lines = network.nodes.map(printNode);
  return [...lines, `return ${network.outputs.map((node) => node.path).join(", ")}`].join("\n");
}

function printNode({path, module, op, inputs, options, shape, frozen}: Node): string {
  const words = Object.entries(options as Record<string, unknown>)
    .filter(([key]) => op.name !== "input" || key !== "shape")
    .map(([key, value]) => `${key} ${wordOf(value)}`);
  if (module !== path) words.push(`weights of ${module}`);
  if (frozen) words.push("frozen");
  const read = inputs.map((input) => input.path).join(", ");
  return `${path} = ${op.name}(${[read, words.join(", ")].filter(Boolean).join("; ")}) ${formatShape(shape)}`;
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return value.join("×");
  return typeof value === "object" && value !== null ? Object.values(value).join(" ") : String(value);
}
