/**
 * Calls back before the next frame; where the page is hidden, and gets no frames, after 16 ms. A page that becomes hidden
 * while it waits for a frame does not wait any longer.
 */
export function pageFrame(window: Window): (callback: () => void) => void {
  const {document} = window;
  return (callback) => {
    if (document.hidden) return void window.setTimeout(callback, 16);
    let called = false;
    function once(): void {
      if (called) return;
      called = true;
      document.removeEventListener("visibilitychange", hidden);
      callback();
    }
    function hidden(): void {
      if (document.hidden) window.setTimeout(once, 16);
    }
    document.addEventListener("visibilitychange", hidden);
    window.requestAnimationFrame(once);
  };
}
