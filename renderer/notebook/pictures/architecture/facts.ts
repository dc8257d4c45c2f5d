import type {Network} from "../../../../kernels/graph/network.ts";
import type {Shape} from "../../../../kernels/graph/shape.ts";
import {nodeCosts, type Cost} from "../../../../kernels/insight/costs.ts";
import {fieldSizes, type FieldSize} from "../../../../kernels/insight/field.ts";
import type {Card} from "./cards.ts";

/** What a card costs and sees, all its parts together; of one sample. */
export interface Facts extends Cost {
  /** What leaves it. */
  readonly shape: Shape;
  readonly field: FieldSize;
}

/**
 * Answers what the cards of a network cost. Costs are read when first asked for, receptive fields too: a diagram that a
 * slider redraws sixty times a second shows neither.
 */
export function factsOf(network: Network): (card: Card) => Facts {
  let costs: ReturnType<typeof nodeCosts> | undefined;
  let fields: ReturnType<typeof fieldSizes> | undefined;
  return ({nodes}) => {
    costs ??= nodeCosts(network);
    const total = {parameters: 0, macs: 0, training: 0, inference: 0};
    for (const node of nodes) {
      const cost = costs.get(node)!;
      total.parameters += cost.parameters;
      total.macs += cost.macs;
      total.training += cost.training;
      total.inference += cost.inference;
    }
    const last = nodes.at(-1)!;
    return {
      ...total,
      shape: last.shape,
      get field() {
        fields ??= fieldSizes(network);
        return fields.get(last)!;
      }
    };
  };
}
