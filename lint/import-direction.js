// The directions in which the folders may import each other (ARCHITECTURE.md). A folder may always import itself.
import path from "node:path";

const kernels = {
  "kernels/graph": [],
  "kernels/ops": ["kernels/graph"],
  "kernels/blocks": ["kernels/graph", "kernels/ops"],
  "kernels/models": ["kernels/graph", "kernels/ops", "kernels/blocks"],
  "kernels/insight": ["kernels/graph", "kernels/ops"],
  "kernels/design": ["kernels/graph", "kernels/ops", "kernels/blocks", "kernels/models"],
  "kernels/exchange": ["kernels/graph", "kernels/ops"],
  "kernels/data": ["kernels/graph"],
  "kernels/tensors": ["kernels/graph", "kernels/ops"],
  "kernels/training": [
    "kernels/graph",
    "kernels/ops",
    "kernels/tensors",
    "kernels/data",
    "kernels/insight",
    "kernels/exchange"
  ]
};

export const allowed = {
  ...kernels,
  "renderer/protocol": [],
  "renderer/shell": ["renderer/protocol"],
  "renderer/notebook/format": [],
  "renderer/notebook/analysis": ["renderer/notebook/format"],
  "renderer/notebook": ["renderer/protocol", ...Object.keys(kernels), "kernels"],
  host: [],
  command: ["host", "renderer/notebook/format", "renderer/notebook/analysis"],
  electron: ["host"]
};

/** The folder of the table that holds `file`: the longest key that is a prefix of its path. */
export function layerOf(file) {
  return Object.keys(allowed)
    .filter((key) => file === key || file.startsWith(key + "/"))
    .sort((a, b) => b.length - a.length)[0];
}

/** Whether a file of layer `from` may import a file of layer `to`. */
export function mayImport(from, to) {
  if (from === undefined || to === undefined || from === to) return true;
  // What a notebook shows is built from its own parts, in any direction but out of format and analysis.
  if (from === "renderer/notebook" && to.startsWith("renderer/notebook/")) return true;
  return allowed[from].includes(to);
}

const packages = [
  [
    /^@tensorflow\//,
    ["kernels/tensors", "kernels/training"],
    "only kernels/tensors and kernels/training import TensorFlow.js"
  ],
  [/^electron(\/|$)/, ["electron"], "only electron/ imports electron"],
  [/^node:/, ["host", "command", "electron"], "only host/, command/ and electron/ touch the machine"]
];

export const importDirection = {
  meta: {type: "problem", schema: [], messages: {direction: "{{reason}}"}},
  create(context) {
    const root = context.cwd;
    const file = path.relative(root, context.filename).split(path.sep).join("/");
    const from = layerOf(file);
    if (from === undefined) return {};
    function check(node) {
      const source = node.source?.value;
      if (typeof source !== "string") return;
      if (source.startsWith(".")) {
        const target = path
          .relative(root, path.resolve(path.dirname(context.filename), source))
          .split(path.sep)
          .join("/");
        if (!mayImport(from, layerOf(target)))
          context.report({node, messageId: "direction", data: {reason: `${from} must not import ${layerOf(target)}`}});
        return;
      }
      for (const [pattern, layers, reason] of packages)
        if (pattern.test(source) && !layers.includes(from))
          context.report({node, messageId: "direction", data: {reason}});
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check
    };
  }
};
