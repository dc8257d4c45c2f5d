/**
 * GLSL for the way back through a window: `readingWindow(offset, stride, count)` is the number of the window that reads a
 * pixel at a tap, where `offset` is pixel + padding − tap·dilation; −1 if there is none. Needs `quotient`.
 */
export const readingWindow = `
int readingWindow(int offset, int stride, int count) {
  if (offset < 0) return -1;
  int window = stride == 1 ? offset : quotient(offset, stride);
  return window * stride == offset && window < count ? window : -1;
}`;
