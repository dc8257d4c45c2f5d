// Every picture once, with made data: what the tests read and what a reviewer looks at.
import "../../../renderer/protocol/tokens.css";
import "../../../renderer/notebook/pictures/pictures.css";
import "../../../renderer/notebook/pictures/architecture.css";
import {network} from "../../../kernels/graph/trace.ts";
import {classifier} from "../../../kernels/blocks/heads/classifier.ts";
import {patchStem} from "../../../kernels/blocks/stems/patchStem.ts";
import {waveMix} from "../../../kernels/blocks/waveMix/waveMix.ts";
import {concat} from "../../../kernels/ops/concat.ts";
import {conv} from "../../../kernels/ops/conv.ts";
import {subbands as transform} from "../../../kernels/insight/subbands.ts";
import {createArchitecture} from "../../../renderer/notebook/pictures/architecture/keep.ts";
import {createCurves, curves, type Measurement} from "../../../renderer/notebook/pictures/curves.ts";
import {images} from "../../../renderer/notebook/pictures/images.ts";
import {networkTable, type NetworkRow, type NetworkTable} from "../../../renderer/notebook/pictures/networkTable.ts";
import {receptiveField} from "../../../renderer/notebook/pictures/receptiveField.ts";
import {subbands} from "../../../renderer/notebook/pictures/subbands.ts";

/** A disc on a ramp, 28×28, values 0 to 1. */
const disc = Float32Array.from({length: 784}, (_, i) => {
  const [y, x] = [Math.floor(i / 28) - 13, (i % 28) - 15];
  return (x * x + y * y < 64 ? 0.8 : 0.1) + i / 7840;
});

const history: Measurement[] = Array.from({length: 3000}, (_, i) => ({
  step: i + 1,
  split: "train",
  loss: 2.3 * Math.exp(-i / 500) + 0.3 + 0.15 * Math.sin(i * 12.9898),
  smooth: 2.3 * Math.exp(-i / 500) + 0.3
}));
for (let epoch = 1; epoch <= 6; ++epoch)
  history.push({
    step: 500 * epoch,
    split: "test",
    loss: 2.3 * Math.exp(-epoch) + 0.35,
    smooth: 2.3 * Math.exp(-epoch) + 0.35,
    accuracy: 0.9 - 0.5 * Math.exp(-epoch)
  });

const rows: NetworkRow[] = [
  {
    path: "conv",
    kind: "stem",
    depth: 0,
    shape: [32, 14, 14],
    parameters: 4800,
    macs: 978432,
    training: 9408,
    field: [7, 7]
  },
  {
    path: "conv.0",
    kind: "conv",
    depth: 1,
    shape: [16, 14, 14],
    parameters: 160,
    macs: 28224,
    training: 784,
    field: [3, 3]
  },
  {
    path: "conv.1",
    kind: "conv",
    depth: 1,
    shape: [32, 14, 14],
    parameters: 4640,
    macs: 903168,
    training: 3136,
    field: [7, 7]
  },
  {
    path: "layers.0",
    kind: "waveMix",
    depth: 0,
    shape: [32, 14, 14],
    parameters: 20904,
    macs: 1016064,
    training: 62720,
    field: [15, 15]
  },
  {
    path: "layers.0.feedforward",
    kind: "feedforward",
    depth: 1,
    shape: [32, 14, 14],
    parameters: 20640,
    macs: 966672,
    training: 40000,
    field: [15, 15]
  },
  {
    path: "layers.0.feedforward.0",
    kind: "conv",
    depth: 2,
    shape: [64, 7, 7],
    parameters: 2112,
    macs: 100352,
    training: 1568,
    field: [15, 15]
  },
  {path: "pool", kind: "classifier", depth: 0, shape: [10], parameters: 330, macs: 320, training: 6304, field: "all"}
];

/** The network with another block in the place of a convolution and a frozen stem. */
const changed: NetworkRow[] = rows.map((row) => {
  if (row.path === "conv") return {...row, frozen: true};
  if (row.path === "layers.0.feedforward.0") return {...row, path: "layers.0.feedforward.gate", kind: "hardSwish"};
  return row.path === "pool" ? {...row, shape: [7], parameters: 231} : row;
});

const spans = (count: number) =>
  Array.from({length: count}, (_, i) => ({from: Math.max(0, 2 * i - 3), to: Math.min(27, 2 * i + 6)}));

/** Equal blocks in a row, a shortcut inside each, and two branches that meet. */
const net = (width: number) =>
  network([3, 32, 32], (x) => {
    x = patchStem(x, {width, patch: 2, name: "conv"});
    for (let i = 0; i < 4; ++i) x = waveMix(x, {levels: 2, name: `layers.${i}`});
    x = concat([
      conv(x, {width: 8, kernel: 1, name: "left"}),
      conv(x, {width: 8, kernel: 3, padding: 1, name: "the.right.one.under.a.long.name"})
    ]);
    return classifier(x, {classes: 10, name: "pool"});
  });
const diagrams = createArchitecture();
/** As a cell that runs again with another width. */
function draw(width: number): HTMLElement {
  diagrams.begin();
  return diagrams.architecture(net(width));
}

/** Fills the page; called once. */
export function show(): void {
  document.body.style.cssText = "margin: 24px auto; width: 780px; background: var(--paper); display: grid; gap: 40px";
  const plane = {height: 28, width: 28, data: disc};
  const pyramid = transform(plane, {levels: 2});
  const field = {path: "layers.1", rows: spans(14), columns: spans(14), input: [28, 28] as const};
  const effective = {
    height: 28,
    width: 28,
    data: disc.map((_, i) => Math.exp(-Math.hypot(Math.floor(i / 28) - 13, (i % 28) - 13)))
  };
  document.body.replaceChildren(
    curves(history, {steps: 3600}),
    subbands(pyramid),
    receptiveField(plane, field, {width: 360, effective}),
    networkTable(rows, {depth: 1}),
    images([
      {picture: plane, label: "ankle boot"},
      {picture: plane, label: "sneaker, not bag", tone: "wrong"},
      {
        picture: [
          [0, NaN],
          [1, 2]
        ],
        label: "with NaN"
      }
    ]),
    networkTable(changed, {title: "changed", before: rows}),
    draw(32)
  );
}
/** The first table again, as a cell shows the network that a slider has rebuilt. */
function again(): HTMLElement {
  const table = document.querySelector(".picture-network")!.closest("figure") as HTMLElement as NetworkTable;
  const next = networkTable(rows.slice(), {open: table.unfolded});
  table.replaceWith(next);
  return next;
}
/** Curves drawn twice in one place: what stayed and what changed. */
function lengthen() {
  const drawCurves = createCurves();
  const row = (step: number, loss: number): Measurement => ({step, split: "train", loss, smooth: loss});
  const first = drawCurves([row(1, 2)], {steps: 10});
  const tick = first.querySelector("svg text");
  const line = () => first.querySelector("path:last-of-type")?.parentElement?.innerHTML;
  const before = line();
  const second = drawCurves([row(1, 2), row(2, 1.5)], {steps: 10});
  return {
    sameFigure: first === second,
    sameAxes: tick === second.querySelector("svg text"),
    longer: before !== line(),
    label: second.getAttribute("aria-label")
  };
}
Object.assign(globalThis, {show, draw, again, lengthen});
