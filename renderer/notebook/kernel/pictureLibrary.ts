import {createArchitecture} from "../pictures/architecture/keep.ts";
import {createBeforeAfter, type DrawBeforeAfter} from "../pictures/beforeAfter.ts";
import {checkArguments} from "../pictures/checkArguments.ts";
import {createCurves, type CurvesOptions, type Measurement} from "../pictures/curves.ts";
import {createFeasibleRegion, type DrawFeasibleRegion} from "../pictures/feasibleRegion.ts";
import {createFollow} from "../pictures/follow.ts";
import {fromImage} from "../pictures/fromImage.ts";
import {createFrontier, type DrawFrontier} from "../pictures/frontier.ts";
import {images} from "../pictures/images.ts";
import {inOrder} from "../pictures/inOrder.ts";
import {networkTable, type NetworkRow, type NetworkTable, type NetworkTableOptions} from "../pictures/networkTable.ts";
import type {PictureName} from "../pictures/pictureArguments.ts";
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
      architecture: checked("architecture", diagrams.architecture),
      beforeAfter: checked("beforeAfter", (...args: Parameters<DrawBeforeAfter>) => comparisons.next()(...args)),
      curves: checked("curves", (history: Iterable<Measurement>, options?: CurvesOptions) =>
        runs.next()(history, options)
      ),
      feasibleRegion: checked("feasibleRegion", (...args: Parameters<DrawFeasibleRegion>) => regions.next()(...args)),
      follow: checked("follow", follow.follow),
      frontier: checked("frontier", (...args: Parameters<DrawFrontier>) => frontiers.next()(...args)),
      fromImage: checked("fromImage", fromImage),
      images: checked("images", images),
      networkTable: checked("networkTable", (rows: readonly NetworkRow[], options: NetworkTableOptions = {}) => {
        const place = tables.next();
        return (place.table = networkTable(rows, {open: place.table?.unfolded, ...options}));
      }),
      receptiveField: checked("receptiveField", receptiveField),
      stageBars: checked("stageBars", (...args: Parameters<DrawStageBars>) => stages.next()(...args)),
      subbands: checked("subbands", subbands)
    } satisfies Record<PictureName, unknown>,
    begin() {
      follow.begin();
      diagrams.begin();
      runs.begin();
      tables.begin();
      for (const places of [regions, frontiers, stages, comparisons]) places.begin();
    }
  };
}

/** A picture that says what is wrong with its arguments before it draws anything. */
function checked<Given extends unknown[], Drawn>(
  name: PictureName,
  draw: (...given: Given) => Drawn
): (...given: Given) => Drawn {
  return (...given) => {
    checkArguments(name, given);
    return draw(...given);
  };
}
