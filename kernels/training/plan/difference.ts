import type {BlockDescription, NetworkDescription, NodeDescription} from "../../graph/describe.ts";
import {canonical} from "./canonical.ts";
import type {Plan} from "./plan.ts";

/** One thing that differs, and where in the network, if it is there. */
interface Change {
  readonly text: string;
  readonly path?: string;
}

/**
 * What differs from plan a to plan b, in sentences such as `width 16 → 32` or `2 waveMix more`, settings first; learnt
 * from the options of blocks, and of ops outside them. What is the same in several places is said once, without a place.
 */
export function describeDifference(a: Plan, b: Plan): string[] {
  const network = joined(networkChanges(a.network, b.network));
  const all = [...settings(a, b), ...network];
  if (!all.length && canonical(a.network) !== canonical(b.network)) return ["the network's connections"];
  return all;
}

function settings(a: Plan, b: Plan): string[] {
  const changes: string[] = [];
  if (a.data.id !== b.data.id) changes.push(arrow("data", a.data.id, b.data.id));
  else if (a.data.version !== b.data.version)
    changes.push(arrow(`version of ${a.data.id}`, a.data.version, b.data.version));
  else if (a.data.sha256 !== b.data.sha256) changes.push(`the images of ${a.data.id}`);
  else changes.push(...leaves(a.data.normalisation, b.data.normalisation));
  const [was, is] = [a.optimizer, b.optimizer];
  if (was.kind !== is.kind) changes.push(arrow("optimizer", was.kind, is.kind));
  else changes.push(...leaves({...was, rate: undefined}, {...is, rate: undefined}));
  if (was.rate.kind !== is.rate.kind) changes.push(arrow("schedule", was.rate.kind, is.rate.kind));
  changes.push(
    ...leaves({...was.rate, kind: 0}, {...is.rate, kind: 0}).filter(
      (text) => text.startsWith("rate ") || was.rate.kind === is.rate.kind
    )
  );
  const rest = ({library, epochs, batch, labelSmoothing, augment, seed, bound}: Plan) => ({
    epochs,
    batch,
    labelSmoothing,
    ...augment,
    seed: seed ?? "none",
    bound: bound ?? "none",
    "version of training": library
  });
  changes.push(...leaves(rest(a), rest(b)));
  if (a.start !== b.start) changes.push("the weights to begin from");
  return changes;
}

function networkChanges(a: NetworkDescription, b: NetworkDescription): Change[] {
  const changes: Change[] = [];
  const explained = {a: new Set<number>(), b: new Set<number>()};
  const before = new Map(a.blocks.map((block, i) => [block.path, i]));
  const after = new Map(b.blocks.map((block, i) => [block.path, i]));
  b.blocks.forEach((block, i) => {
    const j = before.get(block.path);
    if (explained.b.has(block.parent)) {
      explained.b.add(i);
      if (j !== undefined) explained.a.add(j);
      return;
    }
    const found =
      j === undefined ? [{text: `1 ${block.kind} more`, path: block.path}] : blockChanges(a.blocks[j], block);
    if (!found.length) return;
    changes.push(...found);
    explained.b.add(i);
    if (j !== undefined) explained.a.add(j);
  });
  a.blocks.forEach((block, i) => {
    if (explained.a.has(block.parent)) explained.a.add(i);
    else if (!after.has(block.path)) {
      changes.push({text: `1 ${block.kind} fewer`, path: block.path});
      explained.a.add(i);
    }
  });
  return [...changes, ...nodeChanges(a, b, explained)];
}

function blockChanges(a: BlockDescription, b: BlockDescription): Change[] {
  if (a.kind !== b.kind) return [{text: `${a.kind} → ${b.kind}`, path: b.path}];
  return leaves(a.options, b.options).map((text) => ({text, path: b.path}));
}

/** Ops in blocks that have been explained are consequences; of the others, options and presence are compared. */
function nodeChanges(
  a: NetworkDescription,
  b: NetworkDescription,
  explained: {a: Set<number>; b: Set<number>}
): Change[] {
  const open = (nodes: readonly NodeDescription[], blocks: Set<number>) =>
    new Map(nodes.filter(({block}) => !blocks.has(block)).map((node) => [node.path, node]));
  const [before, after] = [open(a.nodes, explained.a), open(b.nodes, explained.b)];
  const changes: Change[] = [];
  for (const [path, node] of after) {
    const was = before.get(path);
    if (!was) changes.push({text: `1 ${node.op} more`, path});
    else if (was.op !== node.op) changes.push({text: `${was.op} → ${node.op}`, path});
    else
      changes.push(
        ...leaves(was.options, node.options).map((text) => ({text: node.op === "input" ? `input ${text}` : text, path}))
      );
  }
  changes.push(...frozenChanges(a, b));
  for (const [path, node] of before) if (!after.has(path)) changes.push({text: `1 ${node.op} fewer`, path});
  return changes;
}

/** Ops whose weights are trained no more, or again. */
function frozenChanges(a: NetworkDescription, b: NetworkDescription): Change[] {
  const was = new Map(a.nodes.map(({path, frozen = false}) => [path, frozen]));
  return b.nodes.flatMap(({path, frozen = false}) => {
    const before = was.get(path);
    return before === undefined || before === frozen ? [] : [{text: frozen ? "frozen" : "trained again", path}];
  });
}

/** `1 waveMix more` twice is `2 waveMix more`; another sentence that occurs once gets its place. */
function joined(changes: readonly Change[]): string[] {
  const places = new Map<string, string[]>();
  for (const {text, path = ""} of changes) places.set(text, [...(places.get(text) ?? []), path]);
  return [...places].map(([text, paths]) => {
    const counted = /^1 (.*) (more|fewer)$/.exec(text);
    if (counted) return `${paths.length} ${counted[1]} ${counted[2]}`;
    return paths.length === 1 && paths[0] ? `${text} (${paths[0]})` : text;
  });
}

/** The members that differ, each as `name old → new`. Arrays are compared as wholes. */
function leaves(a: object, b: object): string[] {
  const [was, is] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keys].flatMap((key) => {
    const [old, now] = [was[key], is[key]];
    if (isMembers(old) && isMembers(now)) return leaves(old, now);
    return shown(old) === shown(now) ? [] : [arrow(key, old, now)];
  });
}

function isMembers(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function arrow(name: string, old: unknown, now: unknown): string {
  return `${name} ${shown(old)} → ${shown(now)}`;
}

/** A value as people write it: a pair of equal numbers as one, an array as extents. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (Array.isArray(value) && value.every((item) => typeof item === "number"))
    return value.length === 2 && value[0] === value[1] ? String(value[0]) : value.join("×");
  return typeof value === "object" ? canonical(value) : String(value);
}
