import type {Network, Node} from "../network.ts";
import type {Shape} from "../shape.ts";
import {sameShape} from "../shape.ts";
import {parametersOf} from "../weights.ts";

/** What one thing of both networks was and is. */
export interface Reshaped {
  /** An op's path, or a parameter's key. */
  readonly path: string;
  readonly before: Shape;
  readonly after: Shape;
}

/** What became of the ops and the weights of a network. Ops are named by their paths, weights by their keys. */
export interface Comparison {
  /** Ops that do what they did. */
  readonly kept: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Ops of one path that do something else: another op, other options, other inputs. */
  readonly changed: readonly string[];
  /** Ops of one path that give another shape. */
  readonly reshaped: readonly Reshaped[];
  /** Ops that are trained no more, and ops that are trained again. */
  readonly frozen: readonly string[];
  readonly unfrozen: readonly string[];
  readonly weights: {
    /** Same key, same shape: the values fit. */
    readonly kept: readonly string[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly reshaped: readonly Reshaped[];
  };
}

/** What differs between two networks, matched by paths and keys: what surgery has changed, and which weights still fit. */
export function compare(before: Network, after: Network): Comparison {
  const [was, is] = [before, after].map(({nodes}) => new Map(nodes.map((node) => [node.path, node])));
  const [both, added, removed] = matched(was, is);
  const pairs = both.map((path) => [was.get(path)!, is.get(path)!] as const);
  const pathsOf = (keep: (old: Node, now: Node) => boolean) =>
    pairs.filter(([old, now]) => keep(old, now)).map(([{path}]) => path);
  return {
    kept: pathsOf((old, now) => meaningOf(old) === meaningOf(now) && sameShape(old.shape, now.shape)),
    added,
    removed,
    changed: pathsOf((old, now) => meaningOf(old) !== meaningOf(now)),
    reshaped: reshaped(pairs.map(([old, now]) => [old.path, old.shape, now.shape])),
    frozen: pathsOf((old, now) => !old.frozen && now.frozen),
    unfrozen: pathsOf((old, now) => old.frozen && !now.frozen),
    weights: compareWeights(before, after)
  };
}

function compareWeights(before: Network, after: Network): Comparison["weights"] {
  const [was, is] = [before, after].map((net) => new Map(parametersOf(net).map(({key, shape}) => [key, shape])));
  const [both, added, removed] = matched(was, is);
  return {
    kept: both.filter((key) => sameShape(was.get(key)!, is.get(key)!)),
    added,
    removed,
    reshaped: reshaped(both.map((key) => [key, was.get(key)!, is.get(key)!]))
  };
}

/** Names of both, of the second only, of the first only. */
function matched(was: ReadonlyMap<string, unknown>, is: ReadonlyMap<string, unknown>): [string[], string[], string[]] {
  return [
    [...was.keys()].filter((name) => is.has(name)),
    [...is.keys()].filter((name) => !was.has(name)),
    [...was.keys()].filter((name) => !is.has(name))
  ];
}

function reshaped(shapes: readonly (readonly [string, Shape, Shape])[]): Reshaped[] {
  return shapes
    .filter(([, before, after]) => !sameShape(before, after))
    .map(([path, before, after]) => ({path, before, after}));
}

/** What an op does, whatever shapes it meets. */
function meaningOf({op, options, inputs, module}: Node): string {
  return JSON.stringify([op.name, options, inputs.map(({path}) => path), module]);
}
