import {NetworkError} from "../../graph/errors.ts";
import {size, type Shape} from "../../graph/shape.ts";
import {network, type Value} from "../../graph/trace.ts";
import {parameterCount} from "../../graph/weights.ts";
import {mainPath} from "../score/mainPath.ts";
import {heldBy, macsOf, stepsOf, type Step} from "../score/steps.ts";
import {cut} from "../search/cut.ts";

/** A stretch of a piece's main path. */
export interface PieceStep extends Pick<Step, "narrows" | "layers" | "channels" | "window"> {
  /** The logarithm of the numbers in what it reads. */
  readonly logCoordinates: number;
}

/** What a block of the library adds at one place: read off its own graph, once. */
export interface Piece {
  readonly steps: readonly PieceStep[];
  readonly params: number;
  readonly macs: number;
  /** Float32 values held in training for one image. */
  readonly held: number;
  /** The logarithm of the numbers at the end of its main path. */
  readonly logEnd: number;
  /** Where the next piece stands. */
  readonly after: Place;
}

/** A shape between two pieces, with the pieces that were measured there; undefined for those that their block refuses. */
export interface Place {
  readonly shape: Shape;
  readonly pieces: Map<number, Piece | undefined>;
}

/** Measures blocks by tracing them, each once for its place and key. */
export function createPieces(image: Shape) {
  const places = new Map<string, Place>();

  function placeOf(shape: Shape): Place {
    const key = shape.join();
    let place = places.get(key);
    if (!place) places.set(key, (place = {shape, pieces: new Map()}));
    return place;
  }

  function measured(shape: Shape, block: (x: Value) => Value): Piece | undefined {
    try {
      const traced = network(shape, block);
      const path = mainPath(traced);
      return {
        steps: merged(stepsOf(path)),
        params: parameterCount(traced),
        macs: macsOf(traced),
        held: heldBy(traced),
        logEnd: cut(Math.log(size(path[path.length - 1].shape))),
        after: placeOf(traced.outputs[0].shape)
      };
    } catch (error) {
      if (error instanceof NetworkError) return undefined; // the block's own rule says that there is no such member
      throw error;
    }
  }

  return {
    start: placeOf(image),
    at(place: Place, key: number, block: (x: Value) => Value): Piece | undefined {
      if (place.pieces.has(key)) return place.pieces.get(key);
      const piece = measured(place.shape, block);
      place.pieces.set(key, piece);
      return piece;
    }
  };
}

/** Steps between which no stage can end, as one. */
function merged(steps: readonly Step[]): readonly PieceStep[] {
  const result: {-readonly [K in keyof PieceStep]: PieceStep[K]}[] = [];
  for (const {input, narrows, layers, channels, window} of steps) {
    const last = result.at(-1);
    if (last && !narrows) {
      last.layers += layers;
      last.channels += channels;
      last.window += window;
    } else result.push({narrows, layers, channels, window, logCoordinates: cut(Math.log(size(input.shape)))});
  }
  return result.map((step) => ({...step, channels: cut(step.channels), window: cut(step.window)}));
}
