/**
 * WGSL for the way back through a window: `readingWindow(offset, stride, count)` is the number of the window that reads a
 * pixel at a tap, where `offset` is pixel + padding − tap·dilation; −1 if there is none.
 */
export const readingWindow = `
fn readingWindow(offset: i32, stride: i32, count: i32) -> i32 {
  if (offset < 0 || offset % stride != 0 || offset / stride >= count) { return -1; }
  return offset / stride;
}`;
