import {createArchitecture} from "../pictures/architecture/keep.ts";
import {createBeforeAfter, type DrawBeforeAfter} from "../pictures/beforeAfter.ts";
import {createCurves, type CurvesOptions, type Measurement} from "../pictures/curves.ts";
import {createFeasibleRegion, type DrawFeasibleRegion} from "../pictures/feasibleRegion.ts";
import {createFollow} from "../pictures/follow.ts";
import {fromImage} from "../pictures/fromImage.ts";
import {createFrontier, type DrawFrontier} from "../pictures/frontier.ts";
import {images} from "../pictures/images.ts";
import {inOrder} from "../pictures/inOrder.ts";
import {networkTable, type NetworkRow, type NetworkTable, type NetworkTableOptions} from "../pictures/networkTable.ts";
import {receptiveField} from "../pictures/receptiveField.ts";
import {createStageBars, type DrawStageBars} from "../pictures/stageBars.ts";
import {subbands} from "../pictures/subbands.ts";

/** What one cell finds as `pictures`: functions of plain arrays and networks. */
export interface Pictures {
  readonly library: object;
  /** The cell runs again: pictures that keep their place on the page are asked for anew, in the same order. */
  begin(): void;
}

/** The pictures of one cell; those that are changed in place know the cell's own places. */
export function pictureLibrary(): Pictures {
  const follow = createFollow();
  const diagrams = createArchitecture();
  const runs = inOrder(createCurves);
  const regions = inOrder(createFeasibleRegion);
  const frontiers = inOrder(createFrontier);
  const stages = inOrder(createStageBars);
  const comparisons = inOrder(createBeforeAfter);
  const tables = inOrder((): {table?: NetworkTable} => ({}));
  return {
    library: {
      architecture: diagrams.architecture,
      beforeAfter: (...args: Parameters<DrawBeforeAfter>) => comparisons.next()(...args),
      curves: (history: Iterable<Measurement>, options?: CurvesOptions) => runs.next()(history, options),
      feasibleRegion: (...args: Parameters<DrawFeasibleRegion>) => regions.next()(...args),
      follow: follow.follow,
      frontier: (...args: Parameters<DrawFrontier>) => frontiers.next()(...args),
      fromImage,
      images,
      networkTable(rows: readonly NetworkRow[], options: NetworkTableOptions = {}) {
        const place = tables.next();
        return (place.table = networkTable(rows, {open: place.table?.unfolded, ...options}));
      },
      receptiveField,
      stageBars: (...args: Parameters<DrawStageBars>) => stages.next()(...args),
      subbands
    },
    begin() {
      follow.begin();
      diagrams.begin();
      runs.begin();
      tables.begin();
      for (const places of [regions, frontiers, stages, comparisons]) places.begin();
    }
  };
}
