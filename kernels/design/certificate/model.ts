import type {Highs, Model} from "highs";
import type {Choice, Choices} from "./choices.ts";

/** A row Σ aᵢ xᵢ + t·z ≥ bound over the choices, z being the penalty. */
export interface Cut {
  readonly of: (choice: Choice) => number;
  readonly penalty: number;
  readonly bound: number;
}

/**
 * The mixed-integer programme: one choice a super block (x binary), the budgets, and a penalty z that cuts hold up from below;
 * the most of Σ weight · entropy − z.
 */
export function createModel(highs: Highs, {of, room}: Choices, weights: readonly number[], beta: number): Model {
  const choices = of.flat();
  const columns = choices.length + 1;
  const rows = of.length + room.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const {block, costs} of choices) {
    indices.push(block, ...costs.map((_, i) => of.length + i));
    values.push(1, ...costs.map((cost, i) => cost / room[i])); // scaled, for the simplex method's tolerances
    starts.push(indices.length);
  }
  starts.push(indices.length);
  const {infinity, constants} = highs;
  return highs.createModel({
    numCols: columns,
    numRows: rows,
    sense: constants.objectiveSense.maximize,
    colCost: [...choices.map(({block, entropy}) => weights[block] * entropy), -1],
    colLower: [...choices.map(() => 0), beta],
    colUpper: [...choices.map(() => 1), infinity],
    rowLower: [...of.map(() => 1), ...room.map(() => -infinity)],
    rowUpper: [...of.map(() => 1), ...room.map(() => 1)],
    matrix: {format: "csc", numRows: rows, numCols: columns, starts, indices, values},
    integrality: [...choices.map(() => constants.variableType.integer), constants.variableType.continuous]
  });
}

/** Adds cuts to a programme. */
export function addCuts(highs: Highs, model: Model, choices: readonly Choice[], cuts: readonly Cut[]): void {
  for (const {of, penalty, bound} of cuts) {
    const row = choices.map(of);
    const indices = [...row.keys()].filter((i) => row[i] !== 0);
    const values = indices.map((i) => row[i]);
    if (penalty) {
      indices.push(choices.length);
      values.push(penalty);
    }
    model.addRow(bound, highs.infinity, {indices, values});
  }
}
