/** A window over a map [n, height, width, channels], as kernels/window.ts describes it. */
@unmanaged
export class Window {
  height: i32;
  width: i32;
  /** Channels that a window reads: those of one group. */
  channels: i32;
  /** Values from a pixel to the next: the channels of all groups. */
  pixel: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  paddingTop: i32;
  paddingLeft: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  outHeight: i32;
  outWidth: i32;

  get groups(): i32 {
    return this.pixel / this.channels;
  }

  /** Values of a row of columns of one group. */
  get depth(): i32 {
    return this.kernelHeight * this.kernelWidth * this.channels;
  }
}
