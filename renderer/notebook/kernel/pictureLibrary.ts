import {curves} from "../pictures/curves.ts";
import {createFollow} from "../pictures/follow.ts";
import {fromImage} from "../pictures/fromImage.ts";
import {images} from "../pictures/images.ts";
import {networkTable} from "../pictures/networkTable.ts";
import {receptiveField} from "../pictures/receptiveField.ts";
import {subbands} from "../pictures/subbands.ts";

/** What one cell finds as `pictures`: functions of plain arrays, and `follow`, which knows the cell's own places. */
export function pictureLibrary() {
  return {curves, follow: createFollow(), fromImage, images, networkTable, receptiveField, subbands};
}
