import type {Planes} from "../../../kernels/insight/plane.ts";

export interface FromImageOptions {
  /** Height and width in pixels; the middle square of the image is scaled to it if it differs. Default: as it is. */
  size?: readonly [height: number, width: number];
  /** One channel of luma (ITU-R BT.601) in place of red, green and blue. */
  grey?: boolean;
}

/** The pixels of an image, canvas or bitmap as planes with values 0 to 1, in sRGB as stored. Throws a RangeError for an empty image. */
export function fromImage(
  image: HTMLImageElement | HTMLCanvasElement | ImageBitmap,
  {size, grey = false}: FromImageOptions = {}
): Planes {
  const [ownHeight, ownWidth] =
    "naturalWidth" in image ? [image.naturalHeight, image.naturalWidth] : [image.height, image.width];
  if (!(ownHeight > 0 && ownWidth > 0)) throw new RangeError("the image has no pixels; await its loading first");
  const [height, width] = size ?? [ownHeight, ownWidth];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", {willReadFrequently: true});
  if (!context) throw new RangeError(`no canvas of ${height}×${width} pixels is to be had`);
  context.imageSmoothingQuality = "high";
  const scale = Math.min(ownWidth / width, ownHeight / height);
  const [cutWidth, cutHeight] = [width * scale, height * scale];
  context.drawImage(
    image,
    (ownWidth - cutWidth) / 2,
    (ownHeight - cutHeight) / 2,
    cutWidth,
    cutHeight,
    0,
    0,
    width,
    height
  );
  const {data: rgba} = context.getImageData(0, 0, width, height);
  const area = height * width;
  const data = new Float32Array((grey ? 1 : 3) * area);
  for (let i = 0; i < area; ++i) {
    const [red, green, blue] = [rgba[4 * i] / 255, rgba[4 * i + 1] / 255, rgba[4 * i + 2] / 255];
    if (grey) data[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
    else [data[i], data[area + i], data[2 * area + i]] = [red, green, blue];
  }
  return {shape: [grey ? 1 : 3, height, width], data};
}
