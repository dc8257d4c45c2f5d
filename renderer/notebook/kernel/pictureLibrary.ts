import {createArchitecture} from "../pictures/architecture/keep.ts";
import {curves} from "../pictures/curves.ts";
import {createFollow} from "../pictures/follow.ts";
import {fromImage} from "../pictures/fromImage.ts";
import {images} from "../pictures/images.ts";
import {networkTable} from "../pictures/networkTable.ts";
import {receptiveField} from "../pictures/receptiveField.ts";
import {subbands} from "../pictures/subbands.ts";

/** What one cell finds as `pictures`: functions of plain arrays and networks. */
export interface Pictures {
  readonly library: object;
  /** The cell runs again: pictures that keep their place on the page are asked for anew, in the same order. */
  begin(): void;
}

/** The pictures of one cell; `follow` and `architecture` know the cell's own places. */
export function pictureLibrary(): Pictures {
  const follow = createFollow();
  const diagrams = createArchitecture();
  return {
    library: {
      architecture: diagrams.architecture,
      curves,
      follow: follow.follow,
      fromImage,
      images,
      networkTable,
      receptiveField,
      subbands
    },
    begin() {
      follow.begin();
      diagrams.begin();
    }
  };
}
