import {NetworkError} from "../../graph/errors.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {avgPool} from "../../ops/avgPool.ts";
import {convNorm} from "./convNorm.ts";

/**
 * main + x, where x is halved by an average pooling at stride 2 and projected to `projection` channels by a 1×1 convolution
 * with norm if that is given.
 */
export function withShortcut(main: Value, x: Value, stride: number, projection: number | undefined): Value {
  let y = x;
  if (stride === 2) y = avgPool(y, {kernel: 2, name: "residual_downsample"});
  if (projection !== undefined) y = convNorm(y, "residual_proj", {width: projection, kernel: 1});
  return add(main, y, {name: "add"});
}

/** A map whose sides stride 2 can halve: the convolution would round odd ones up and the pooling down. */
export function checkSides({shape}: Value, stride: number): void {
  if (shape.length !== 3) throw new NetworkError(`invalid input: ${shape.join("×")}; expected a feature map`);
  if (stride === 2 && (shape[1] % 2 || shape[2] % 2))
    throw new NetworkError(
      `invalid stride: 2; the sides ${shape[1]}×${shape[2]} are not even (make the image a multiple of the total stride)`
    );
}
