// Notebook files as people, other editors and accidents make them. Each is read the same way by the format's authors' own
// reader (oracle.test.ts) and saved byte for byte where untouched.

const cell = (id: number, source: string, rest = "") =>
  `\n  <script id="${id}" type="module"${rest}>\n    ${source}\n  </script>`;
const around = (cells: string, theme = ' theme="air"') =>
  `<!doctype html>\n<notebook${theme}>\n  <title>A</title>${cells}\n</notebook>\n`;

/** By name, what is unusual about each. */
export const files: Record<string, string> = {
  plain: around(cell(1, "1 + 2")),
  "all modes": around(
    [
      ["module", "x = 1"],
      ["text/x-typescript", "const a: number = 1"],
      ["text/markdown", "# Title"],
      ["text/html", "<b>bold</b>"],
      ["application/x-tex", "\\int_0^1"],
      ["text/vnd.graphviz", "digraph {}"],
      ["application/sql", "SELECT 1"],
      ["application/vnd.node.javascript", "process.argv"],
      ["text/x-python", "print(1)"],
      ["text/x-r", "print(1)"],
      ["application/vnd.observable.javascript", "viewof x = 1"],
      ["text/coffeescript", "unknown"]
    ]
      .map(([type, source], i) => `\n  <script id="${i + 1}" type="${type}">\n    ${source}\n  </script>`)
      .join("")
  ),
  "windows line ends": around(cell(1, "a\n    b") + cell(2, "c")).replaceAll("\n", "\r\n"),
  "old mac line ends": around(cell(1, "a\n    b")).replaceAll("\n", "\r"),
  "mixed line ends": around(cell(1, "a\r\n    b\r    c\n    d")),
  "byte order mark": "\ufeff" + around(cell(1, "1")),
  "no theme": around(cell(1, "1"), ""),
  "theme in capitals": around(cell(1, "1"), ' theme=" Deep-Space "'),
  "theme of two": around(cell(1, "1"), ' theme="light-dark(air, ink)"'),
  "theme of two, close": around(cell(1, "1"), ' theme="light-dark(air,ink)"'),
  "theme unknown": around(cell(1, "1"), ' theme="my-own"'),
  readonly: around(cell(1, "1"), ' theme="air" readonly'),
  "single quotes": around("\n  <script id='1' type='module' pinned=''>\n    1\n  </script>"),
  "no quotes": around("\n  <script id=1 type=module pinned hidden>\n    1\n  </script>"),
  "attributes on lines": around('\n  <script\n    id="1"\n    type="module"\n    pinned\n  >\n    1\n  </script>'),
  "attributes in capitals": around('\n  <SCRIPT ID="1" TYPE="module" Pinned>\n    1\n  </SCRIPT>'),
  "attributes with spaces": around('\n  <script id = "1"   type= module  pinned = "" >\n    1\n  </script >'),
  "attribute twice": around('\n  <script id="1" id="2" type="text/markdown" type="module">\n    1\n  </script>'),
  "attribute unknown": around(cell(1, "1", ' data-x="a &amp; b > c" fold')),
  "attribute with entities": around(cell(1, "1", ' data-x="a&nbsp;b&quot;&eacute;&#233;&#xe9;&copy=1"')),
  "attribute slash": around('\n  <script id="1"/type="module"/>\n    1\n  </script>'),
  "attribute equals": around('\n  <script ="x" id="1">\n    1\n  </script>'),
  "database, format, output": around(
    '\n  <script id="3" type="application/sql" pinned="" database="var:db" output="rows">\n    SELECT 1\n  </script>' +
      '\n  <script id="4" type="text/x-python" format="json">\n    1\n  </script>'
  ),
  "comments between": around(
    `\n  <!-- first -->${cell(1, "1")}\n  <!-- <script id="9">no cell</script> -->${cell(2, "2")}<!-- end -->`
  ),
  "text between": around(`\n  hello ${cell(1, "1")} <p>paragraph</p> ${cell(2, "2")} bye`),
  "no line breaks":
    '<!doctype html><notebook theme="air"><title>A</title><script id="1">1</script><script id="2">2</script></notebook>',
  "tabs as indentation": around('\n\t<script id="1">\n\t\t1\n\t</script>'),
  "deep indentation": around(cell(1, "if (a) {\n          b\n    }")),
  "shallow indentation": around('\n<script id="1">\n  a\n      b\n</script>'),
  "blank lines": around(cell(1, "\n\n    a\n\n       \n    b\n\n")),
  "lines of white space": around('\n  <script id="1">\n        \n    a\n        \n  </script>'),
  "empty cells": around(
    '\n  <script id="1"></script>\n  <script id="2">\n  </script>\n  <script id="3">\n\n  </script>'
  ),
  "no cells": around(""),
  escapes: around(cell(1, '"<\\/script>" + "<\\\\/script >" + "<\\/SCRIPT>" + "<\\/scripts>" + "<\\/script\\n"')),
  "opening script": around(cell(1, '"<script>" + "<script src=x>"')),
  "html comment": around(cell(1, "<!-- comment -->\n    <!-->\n    <!--->\n    --> <!-- open")),
  "script in comment": around(cell(1, "<!-- <script>a<\\/script> -->", "") + cell(2, "2")),
  "script in comment, closed": around(cell(1, "<!-- <script>a</script> -->") + cell(2, "2")),
  "ids missing": around('\n  <script type="module">\n    1\n  </script>\n  <script>\n    2\n  </script>'),
  "ids duplicated": around(cell(4, "1") + cell(4, "2") + cell(5, "3") + cell(4, "4")),
  "ids odd": around(
    ["0", "-3", "2.7", "2", " 8 ", "0x10", "1e2", "abc", "Infinity", "", "007"]
      .map((id) => `\n  <script id="${id}">\n    "${id}"\n  </script>`)
      .join("")
  ),
  "title with entities":
    "<!doctype html><notebook><title>A &amp; B &lt;b&gt; &mdash; &eacute; &#8212; &unknown; &amp</title></notebook>",
  "title with tags": "<!doctype html><notebook><title> <b>A</b> <!-- x --> </title></notebook>",
  "title first": `<!doctype html>\n<title>First</title>\n<notebook theme="air">${cell(1, "1")}\n</notebook>`,
  "title last": `<!doctype html>\n<notebook theme="air">${cell(1, "1")}\n  <title>Last</title>${cell(2, "2")}\n</notebook>`,
  "title missing": `<!doctype html>\n<notebook theme="air">${cell(1, "1")}\n</notebook>`,
  "title empty": `<!doctype html>\n<notebook theme="air">\n  <title></title>${cell(1, "1")}\n</notebook>`,
  "two titles": `<!doctype html>\n<notebook>\n  <title>One</title>\n  <title>Two</title>${cell(1, "1")}\n</notebook>`,
  "a whole page": `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<script>var before = 1;</script>\n<style>a > b {}</style>\n</head>\n<body>\n<notebook theme="air">\n  <title>A</title>${cell(1, "1")}\n</notebook>\n<script>var after = 1;</script>\n</body>\n</html>\n`,
  "cells in a div": `<!doctype html>\n<notebook>\n  <title>A</title>\n  <div class="x">${cell(1, "1")}</div>\n</notebook>\n`,
  "raw text elements": `<!doctype html>\n<notebook>\n  <title>A</title>\n  <style><script id="7"></style><textarea><script id="8"></textarea>${cell(1, "1")}\n</notebook>\n`,
  "nothing after": around(cell(1, "1")).trimEnd(),
  "much after": around(cell(1, "1")) + "\n\n<!-- trailing -->\n\n",
  unicode: around(cell(1, '"naïve 𝒳 \u2028 \u00a0 日本"')),
  "template literal": around(cell(1, "`${a}`\n        $\\{b}")),
  "many cells": around(Array.from({length: 200}, (_, i) => cell(i + 1, `const x${i} = ${i};`)).join(""))
};
