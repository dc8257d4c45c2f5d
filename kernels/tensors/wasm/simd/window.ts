/** A window over a map [n, height, width, channels], as kernels/window.ts describes it. */
@unmanaged
export class Window {
  height: i32;
  width: i32;
  channels: i32;
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

  /** Values of a row of columns. */
  get depth(): i32 {
    return this.kernelHeight * this.kernelWidth * this.channels;
  }
}
