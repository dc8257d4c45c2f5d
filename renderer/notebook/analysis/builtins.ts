/**
 * Names that no cell may define or assign: the language's and the page's most used ones. The list is notebook-kit's, so
 * that a notebook is refused here exactly where it is refused there. Everything else of the page (`name`, `status`,
 * `structuredClone`) is an input like any other, which a cell may define.
 */
export const builtins: ReadonlySet<string> = new Set(
  `Array ArrayBuffer atob AudioContext Blob Boolean BigInt btoa clearInterval clearTimeout console crypto CustomEvent
  DataView Date decodeURI decodeURIComponent devicePixelRatio document encodeURI encodeURIComponent Error escape eval
  fetch File FileList FileReader Float32Array Float64Array Function Headers Image ImageData Infinity Int16Array
  Int32Array Int8Array Intl isFinite isNaN JSON Map Math NaN Number navigator Object observable parseFloat parseInt
  performance Path2D Promise Proxy RangeError ReferenceError Reflect RegExp cancelAnimationFrame
  requestAnimationFrame Set setInterval setTimeout String Symbol SyntaxError TextDecoder TextEncoder this TypeError
  Uint16Array Uint32Array Uint8Array Uint8ClampedArray undefined unescape URIError URL WeakMap WeakSet WebSocket
  Worker window`.split(/\s+/)
);
