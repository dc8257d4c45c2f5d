import {createArchitecture} from "../pictures/architecture/keep.ts";
import {createCurves, type CurvesOptions, type Measurement} from "../pictures/curves.ts";
import {createFollow} from "../pictures/follow.ts";
import {fromImage} from "../pictures/fromImage.ts";
import {images} from "../pictures/images.ts";
import {inOrder} from "../pictures/inOrder.ts";
import {networkTable, type NetworkRow, type NetworkTable, type NetworkTableOptions} from "../pictures/networkTable.ts";
import {receptiveField} from "../pictures/receptiveField.ts";
import {subbands} from "../pictures/subbands.ts";

/** What one cell finds as `pictures`: functions of plain arrays and networks. */
export interface Pictures {
  readonly library: object;
  /** The cell runs again: pictures that keep their place on the page are asked for anew, in the same order. */
  begin(): void;
}

/** The pictures of one cell; `architecture`, `curves`, `follow` and `networkTable` know the cell's own places. */
export function pictureLibrary(): Pictures {
  const follow = createFollow();
  const diagrams = createArchitecture();
  const runs = inOrder(createCurves);
  const tables = inOrder((): {table?: NetworkTable} => ({}));
  return {
    library: {
      architecture: diagrams.architecture,
      curves: (history: Iterable<Measurement>, options?: CurvesOptions) => runs.next()(history, options),
      follow: follow.follow,
      fromImage,
      images,
      networkTable(rows: readonly NetworkRow[], options: NetworkTableOptions = {}) {
        const place = tables.next();
        return (place.table = networkTable(rows, {open: place.table?.unfolded, ...options}));
      },
      receptiveField,
      subbands
    },
    begin() {
      follow.begin();
      diagrams.begin();
      runs.begin();
      tables.begin();
    }
  };
}
