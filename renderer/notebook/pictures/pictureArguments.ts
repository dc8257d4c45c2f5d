import type {ArchitectureOptions} from "./architecture/architecture.ts";
import type {BeforeAfterOptions} from "./beforeAfter.ts";
import type {CurvesOptions} from "./curves.ts";
import type {FeasibleRegionOptions} from "./feasibleRegion.ts";
import type {FromImageOptions} from "./fromImage.ts";
import type {FrontierOptions} from "./frontier.ts";
import type {ImagesOptions} from "./images.ts";
import type {NetworkTableOptions} from "./networkTable.ts";
import type {ReceptiveFieldOptions} from "./receptiveField.ts";
import type {StageBarsOptions} from "./stageBars.ts";
import type {SubbandsOptions} from "./subbands.ts";

/** What an argument or an option has to be, and how that is said. */
export interface Kind {
  readonly expected: string;
  holds(value: unknown): boolean;
}

/** A kind for each option, so that the compiler asks for one when a picture learns another. */
type Kinds<Options> = Readonly<Record<keyof Options, Kind>>;

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const isNumber = (value: unknown) => typeof value === "number" && !Number.isNaN(value);
const isText = (value: unknown) => typeof value === "string";
const isIterable = (value: unknown): value is Iterable<unknown> => isObject(value) && Symbol.iterator in value;
const isList = (value: unknown, holds: (item: unknown) => boolean) => Array.isArray(value) && value.every(holds);

const kind = (expected: string, holds: Kind["holds"]): Kind => ({expected, holds});
const withLists = (expected: string, ...names: readonly string[]) =>
  kind(expected, (value) => isObject(value) && names.every((name) => Array.isArray(value[name])));
const pair = (expected: string) =>
  kind(expected, (value) => isList(value, isNumber) && (value as number[]).length === 2);

const anything = kind("a value", (value) => value !== undefined);
const text = kind("a text", isText);
const flag = kind("true or false", (value) => typeof value === "boolean");
const number = kind("a number", isNumber);
const count = kind("a number of at least 0", (value) => isNumber(value) && (value as number) >= 0);
const size = kind("a number above 0", (value) => Number.isFinite(value) && (value as number) > 0);
const anObject = kind("an object", (value) => isObject(value) && !Array.isArray(value));
const costRows = kind("the rows that insight.costTable gives", (value) =>
  isList(value, (row) => isObject(row) && isText(row.path) && Array.isArray(row.shape))
);
const isStaged = (value: unknown) => isObject(value) && (Array.isArray(value.stages) || value.applies === false);
const numbered = kind("an object of numbers, as design.evaluate gives", anObject.holds);

/** What each picture takes: its arguments by name, and its options. */
export const pictureArguments = {
  architecture: {
    given: {network: withLists("a network, as network(…) gives", "nodes", "blocks", "inputs", "outputs")},
    options: {
      title: text,
      depth: count,
      open: kind("an array of the paths of blocks", (value) => isList(value, isText)),
      fold: flag
    } satisfies Kinds<ArchitectureOptions>
  },
  beforeAfter: {
    given: {before: numbered, after: numbered},
    options: {title: text, budget: anObject, rho: number, image: size} satisfies Kinds<BeforeAfterOptions>
  },
  curves: {
    given: {history: kind("the history of a run", isIterable)},
    options: {title: text, width: size, steps: count} satisfies Kinds<CurvesOptions>
  },
  feasibleRegion: {
    given: {
      region: kind(
        "what design.region gives",
        (value) => isObject(value) && isObject(value.bounds) && Array.isArray(value.members)
      )
    },
    options: {
      title: text,
      width: size,
      x: text,
      y: text,
      path: withLists("the path of a design, as design.solve gives where path is asked for", "visited", "best"),
      best: numbered
    } satisfies Kinds<FeasibleRegionOptions>
  },
  follow: {
    given: {value: anything, draw: kind("a function that draws the value", (value) => typeof value === "function")},
    options: {}
  },
  fromImage: {
    given: {
      image: kind(
        "an image, canvas or bitmap",
        (value) => isObject(value) && isNumber(value.width) && isNumber(value.height)
      )
    },
    options: {size: pair("[height, width]"), grey: flag} satisfies Kinds<FromImageOptions>
  },
  frontier: {
    given: {
      curve: kind(
        "what design.frontier yields",
        (value) => isObject(value) && isText(value.along) && Array.isArray(value.points)
      )
    },
    options: {
      title: text,
      width: size,
      marks: kind("an array of {name, score, …}", (value) => isList(value, isObject))
    } satisfies Kinds<FrontierOptions>
  },
  images: {
    given: {pictures: kind("an array of pictures or {picture, label}", (value) => isList(value, isObject))},
    options: {
      title: text,
      caption: text,
      width: size,
      scheme: text,
      domain: pair("[low, high]")
    } satisfies Kinds<ImagesOptions>
  },
  networkTable: {
    given: {rows: costRows},
    options: {
      title: text,
      depth: count,
      before: costRows,
      open: kind("an array or set of paths", isIterable)
    } satisfies Kinds<NetworkTableOptions>
  },
  receptiveField: {
    given: {
      picture: anything,
      field: withLists("what insight.receptiveField gives", "rows", "columns", "input")
    },
    options: {
      title: text,
      width: size,
      effective: kind("a plane {height, width, data}", (value) => isObject(value) && isObject(value.data)),
      unit: pair("[row, column]")
    } satisfies Kinds<ReceptiveFieldOptions>
  },
  stageBars: {
    given: {
      networks: kind(
        "what design.evaluate gives, or an array of it",
        (value) => isStaged(value) || isList(value, isStaged)
      )
    },
    options: {title: text, rho: number} satisfies Kinds<StageBarsOptions>
  },
  subbands: {
    given: {pyramid: withLists("what insight.subbands gives", "levels", "energies")},
    options: {title: text, width: size} satisfies Kinds<SubbandsOptions>
  }
};

export type PictureName = keyof typeof pictureArguments;
