// Files that break the format, and what must come of them: an error, or a defined reading with a remark.

export interface Malformed {
  readonly text: string;
  /** The error's message; where there is none the file is read. */
  readonly error?: RegExp;
  /** What a remark says. */
  readonly remark?: RegExp;
  /** The sources that are read. */
  readonly sources?: string[];
}

const open = '<!doctype html>\n<notebook theme="air">\n  <title>A</title>';

export const malformed: Record<string, Malformed> = {
  "an empty file": {text: "", error: /the file is empty/},
  "a file of white space": {text: " \n\t\n", error: /the file is empty/},
  "plain text": {text: "hello", error: /no <notebook> element/},
  "a JSON file": {text: '{"cells": []}', error: /no <notebook> element/},
  "an HTML page": {text: "<!doctype html><title>x</title><p>y", error: /no <notebook> element/},
  "a page of scripts": {text: "<script>1</script>", error: /no <notebook> element/},
  "a notebook in a comment": {text: "<!-- <notebook></notebook> -->", error: /no <notebook> element/},
  "a notebook in a script": {text: '<script>"<notebook></notebook>"</script>', error: /no <notebook> element/},
  "a notebook in a title": {text: "<title><notebook></notebook></title>", error: /no <notebook> element/},
  "a notebook tag cut off": {text: '<!doctype html>\n<notebook theme="a', error: /no <notebook> element/},
  "an end tag alone": {text: "</notebook>", error: /no <notebook> element/},
  "bytes of an image": {text: "\ufffdPNG\r\n\u001a\n\0\0\0\rIHDR", error: /no <notebook> element/},
  "a notebook without end": {
    text: `${open}\n  <script id="1">1</script>`,
    remark: /nothing ends <notebook>/,
    sources: ["1"]
  },
  "a cell without end": {
    text: `${open}\n  <script id="1">\n    1\n  <p>rest`,
    remark: /nothing ends this cell/,
    sources: ["1\n  <p>rest"]
  },
  "a cell whose end tag is cut off": {
    text: `${open}\n  <script id="1">\n    1\n  </script `,
    remark: /nothing ends this cell/,
    sources: ["1"]
  },
  "a cell whose start tag is cut off": {
    text: `${open}\n  <script id="1">1</script>\n  <script id="2" type="mod`,
    sources: ["1"]
  },
  "a cell swallowed by a comment": {
    text: `${open}\n  <script id="1">"<!--<script>"</script>\n  <script id="2">2</script>\n  <script id="3">3</script>\n</notebook>`,
    remark: /nothing ends this cell/
  },
  "a comment without end": {
    text: `${open}\n  <script id="1">1</script>\n<!-- <script id="2">2</script>\n</notebook>`,
    sources: ["1"]
  },
  "a title without end": {text: `<notebook><title>A\n<script id="1">1</script></notebook>`, sources: []},
  "an attribute without end": {text: `${open}\n  <script id="1>1</script>\n</notebook>`, sources: []},
  "two cells of one id": {
    text: `${open}<script id="1">a</script><script id="1">b</script></notebook>`,
    remark: /id 1 is taken/,
    sources: ["a", "b"]
  },
  "a cell without id": {text: `${open}<script>a</script></notebook>`, remark: /missing id/, sources: ["a"]},
  "a cell with a word for an id": {
    text: `${open}<script id="one">a</script></notebook>`,
    remark: /invalid id: one/,
    sources: ["a"]
  },
  "a cell with id 0": {text: `${open}<script id="0">a</script></notebook>`, remark: /invalid id: 0/, sources: ["a"]},
  "a cell with a huge id": {
    text: `${open}<script id="1e400">a</script></notebook>`,
    remark: /invalid id: 1e400/,
    sources: ["a"]
  },
  "a cell after the notebook": {
    text: `${open}<script id="1">a</script></notebook><script id="2">b</script>`,
    sources: ["a"]
  },
  "a second notebook": {
    text: `${open}<script id="1">a</script></notebook><notebook theme="ink"><script id="2">b</script></notebook>`,
    remark: /a second <notebook>/,
    sources: ["a", "b"]
  },
  "a notebook in a notebook": {
    text: `${open}<notebook><script id="1">a</script></notebook><script id="2">b</script></notebook>`,
    remark: /a second <notebook>/,
    sources: ["a", "b"]
  },
  "end tags too many": {
    text: `</notebook></p>${open}</script></title><script id="1">a</script></notebook></notebook>`,
    sources: ["a"]
  },
  "a cell in a template": {
    text: `${open}<template><script id="1">a</script></template><script id="2">b</script></notebook>`,
    sources: ["b"]
  },
  "NUL in a cell": {text: `${open}<script id="1">a\0b</script></notebook>`, sources: ["a\ufffdb"]},
  "angle brackets all over": {
    text: `<<<>< ${open} < <3 </ > <! > <? > <script id="1">a < b</script> <</notebook>`,
    sources: ["a < b"]
  },
  "</script/ in a cell": {text: `${open}<script id="1">"</script/>"</script></notebook>`, sources: ['"']}
};
