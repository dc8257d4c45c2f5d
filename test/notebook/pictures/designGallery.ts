// The pictures of design once, with what the library gives for a small problem, and their empty states.
import "../../../renderer/protocol/tokens.css";
import "../../../renderer/notebook/pictures/pictures.css";
import "../../../renderer/notebook/pictures/design.css";
import {presets} from "../../../kernels/design/problem/presets.ts";
import {evaluate} from "../../../kernels/design/score/evaluate.ts";
import {frontier as trace, type Frontier} from "../../../kernels/design/search/frontier.ts";
import {region} from "../../../kernels/design/search/region.ts";
import {solve, type Design} from "../../../kernels/design/search/solve.ts";
import {createFeasibleRegion, feasibleRegion} from "../../../renderer/notebook/pictures/feasibleRegion.ts";
import {parseStructure} from "../../../kernels/models/deepMad/structureText.ts";
import {edgeNeXt} from "../../../kernels/models/edgeNeXt/edgeNeXt.ts";
import {mgicResNet} from "../../../kernels/models/mgic/mgicResNet.ts";
import {evaluateNetwork} from "../../../kernels/design/score/evaluateNetwork.ts";
import {beforeAfter, createBeforeAfter} from "../../../renderer/notebook/pictures/beforeAfter.ts";
import {createStageBars, stageBars} from "../../../renderer/notebook/pictures/stageBars.ts";
import {createFrontier, frontier} from "../../../renderer/notebook/pictures/frontier.ts";

async function last<T>(all: AsyncIterable<T>): Promise<T> {
  let found: T | undefined;
  for await (const one of all) found = one;
  return found!;
}

const problem = presets.small;
const byHand = "C16/k3 K1KXK1 64b32k3L2 96b48k3L2 160b64k3L4 256b96k3L2s1 320b128k3L2";

/** Fills the page; called once. */
async function show(): Promise<void> {
  document.body.style.cssText =
    "margin: 24px auto; width: 780px; background: var(--paper); display: grid; grid-template-columns: minmax(0, 1fr); gap: 40px";
  const sample = region(problem, {samples: 1000});
  const best = await last<Design>(solve({...problem, starts: 2, moves: 40_000, path: 300}));
  const curve = await last<Frontier>(
    trace({...problem, along: "flops", from: 20e6, to: 1.2e9, points: 12, moves: 4000})
  );
  const hand = {name: "by hand", text: byHand, structure: parseStructure(byHand), ...evaluate(byHand)};
  const solved = {name: "solved", ...best};
  document.body.replaceChildren(
    feasibleRegion(sample, {x: "flops", path: best.path, best}),
    feasibleRegion(sample, {x: "params", y: "score", title: "score by parameters"}),
    feasibleRegion({bounds: {}, members: []}, {title: "empty region"}),
    frontier(curve, {marks: [hand, {...hand, name: "its double", score: hand.score * 1.02}]}),
    frontier({along: "macs", points: [], done: false, fraction: 0.1}, {title: "empty curve"}),
    stageBars(best, {title: "one network", rho: 0.3}),
    stageBars([hand, {...solved, stages: solved.stages.slice(0, 4)}], {rho: 0.23}),
    stageBars(
      [
        {name: "EdgeNeXt", ...evaluateNetwork(edgeNeXt())},
        {name: "MGIC", ...evaluateNetwork(mgicResNet())}
      ],
      {
        title: "stages of networks"
      }
    ),
    stageBars([], {title: "no network"}),
    beforeAfter(hand, solved, {budget: problem.budget, rho: problem.rho})
  );
}

/** Each picture drawn twice in one place, with other numbers: whether it stayed, and what it says then. */
function again() {
  const other = "C16/k3 K1KXK1 64b32k3L1 96b48k3L1 160b64k3L2 256b96k3L2s1 320b128k3L2";
  const [a, b] = [byHand, other].map((text) => ({text, structure: parseStructure(text), ...evaluate(text)}));
  const curveOf = (design: typeof a) => ({along: "params", points: [{bound: 5e6, design}]}) as const;
  const regionOf = (design: typeof a) => ({bounds: {params: 5e6}, members: [{...design, feasible: true, breaks: []}]});
  const drawRegion = createFeasibleRegion();
  const drawCurve = createFrontier();
  const drawStages = createStageBars();
  const compare = createBeforeAfter();
  const drawn = [
    [drawRegion(regionOf(a)), drawRegion(regionOf(b))],
    [drawCurve(curveOf(a)), drawCurve(curveOf(b))],
    [drawStages(a), drawStages(b)],
    [compare(a, b), compare(b, a)]
  ];
  return drawn.map(([first, second]) => ({same: first === second, label: second.getAttribute("aria-label")}));
}

Object.assign(globalThis, {show, again});
