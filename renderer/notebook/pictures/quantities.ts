import {formatBytes, formatCount, formatNumber, formatShort} from "./numbers.ts";

/** How a number that is said of a design is called and written. */
export interface Quantity {
  readonly label: string;
  /** On an axis and in a table. */
  readonly format: (value: number) => string;
  /** In full. */
  readonly exact: (value: number) => string;
  /** Whether it is compared by ratios: costs span decades. */
  readonly log: boolean;
}

const cost = {format: formatShort, exact: formatCount, log: true};
const worth = {
  format: formatCount,
  exact: (value: number) => formatCount(Math.round(10 * value) / 10),
  log: false
};

function three(value: number): string {
  return formatNumber(Number(value.toPrecision(3)));
}

/** The numbers of a design that pictures know. */
export const quantities = {
  params: {...cost, label: "parameters"},
  macs: {...cost, label: "MACs"},
  flops: {...cost, label: "operations"},
  layers: {...cost, label: "layers"},
  activationMemory: {...cost, label: "memory for training", format: formatBytes, exact: formatBytes},
  latencyMs: {...cost, label: "ms", format: three, exact: formatNumber},
  effectiveness: {...cost, label: "effectiveness", format: three, exact: formatNumber},
  entropy: {...worth, label: "entropy"},
  penalty: {...worth, label: "penalty"},
  score: {...worth, label: "score"}
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof quantities;

/** Throws a TypeError for a name that is none. */
export function quantityOf(name: string): Quantity {
  if (Object.hasOwn(quantities, name)) return quantities[name as QuantityName];
  throw new TypeError(`unknown quantity: ${name}; expected ${Object.keys(quantities).join(", ")}`);
}
