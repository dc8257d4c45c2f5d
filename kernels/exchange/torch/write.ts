import type {Network, Node} from "../../graph/network.ts";
import {ExchangeError} from "../error.ts";
import {expressionOf} from "./expression.ts";

/**
 * Writes a network as PyTorch source: one class without dependencies but torch, whose state dict has this network's keys, so
 * that a weights file written here loads with `load_state_dict(strict=True)`. Shapes are fixed but for the batch.
 */
export function writeTorch(network: Network, {className = "Network"}: {className?: string} = {}): string {
  if (!/^[A-Z]\w*$/.test(className))
    throw new ExchangeError("key", `invalid class name: ${className}; expected a capital, then letters and digits`);
  const helpers = new Set<string>();
  const modules = new Map<string, string>();
  const names = nameValues(network);
  const steps: string[] = [];
  for (const node of network.nodes) {
    if (node.op.name === "input") continue;
    const site = {options: node.options, inputs: node.inputs.map(({shape}) => shape), output: node.shape};
    const read = node.inputs.map((input) => names.get(input)!);
    const {module, forward, helpers: needed = []} = node.op.torch(read, `self${expressionOf(node.module)}`, site);
    for (const helper of needed) helpers.add(helper);
    if (module !== undefined && node.module === node.path) modules.set(node.path, module);
    const name = names.get(node)!;
    if (forward !== name) steps.push(`${name} = ${forward}`);
  }
  refuseNested(modules);
  const results = network.outputs.map((node) => names.get(node)!);
  return [
    "import functools\n\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F",
    groupSource,
    ...helpers,
    `class ${className}(nn.Module):
    def __init__(self):
        super().__init__()
${[...modules].map(([path, module]) => `        place(self, "${path}", ${module})`).join("\n") || "        pass"}

    def forward(self, ${network.inputs.map((node) => names.get(node)!).join(", ")}):
${steps.map((step) => `        ${step}\n`).join("")}        return ${results.join(", ")}`
  ]
    .map((part) => `${part}\n`)
    .join("\n\n");
}

const groupSource = `class Group(nn.Module):
    """Modules and parameters by name; numbers work like a list's."""

    def __getitem__(self, index):
        return getattr(self, str(index))


def place(root, path, module):
    """Puts a module or a parameter at a dotted path, with groups on the way."""
    *groups, name = path.split(".")
    for group in groups:
        if group not in root._modules:
            root.add_module(group, Group())
        root = root._modules[group]
    if isinstance(module, nn.Parameter):
        root.register_parameter(name, module)
    else:
        root.add_module(name, module)`;

/** Short names, each free again after its last reader, so that Python lets go of what is no longer needed. */
function nameValues({nodes, inputs, outputs}: Network): ReadonlyMap<Node, string> {
  const lastReader = new Map<Node, Node | "output">();
  for (const node of nodes) for (const input of node.inputs) lastReader.set(input, node);
  for (const output of outputs) lastReader.set(output, "output");
  const free: string[] = [];
  let made = 0;
  const letters = ["x", "y", "z", "u", "v", "w"];
  const take = () => free.shift() ?? letters[made++] ?? `t${made - letters.length}`;
  const names = new Map<Node, string>();
  for (const input of inputs) names.set(input, take());
  for (const node of nodes) {
    // the first input's name comes first, so that a chain reads x = f(x)
    for (const input of [...new Set(node.inputs)].reverse())
      if (lastReader.get(input) === node) free.unshift(names.get(input)!);
    if (!names.has(node)) names.set(node, take());
    if (!lastReader.has(node)) free.unshift(names.get(node)!);
  }
  return names;
}

/** A module inside another would be lost, whichever is placed first. */
function refuseNested(modules: ReadonlyMap<string, string>): void {
  for (const path of modules.keys())
    for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1))
      if (modules.has(path.slice(0, dot)))
        throw new ExchangeError(
          "key",
          `nested modules: ${path} stands inside ${path.slice(0, dot)}; give one another name`
        );
}
