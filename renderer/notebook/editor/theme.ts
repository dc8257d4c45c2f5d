import {syntaxHighlighting} from "@codemirror/language";
import {EditorView} from "@codemirror/view";
import {classHighlighter} from "@lezer/highlight";

// Measures equal those of the `<pre>` that stands in for an editor (notebook.css), so that nothing moves on mounting.
const frame = EditorView.theme({
  "&": {color: "var(--ink)", backgroundColor: "transparent"},
  "&.cm-focused": {outline: "none"},
  ".cm-scroller": {fontFamily: "var(--mono)", fontSize: "13px", lineHeight: "20px", overflow: "visible"},
  ".cm-content": {padding: "0", caretColor: "var(--accent)"},
  ".cm-line": {padding: "0"},
  ".cm-cursor": {borderLeftColor: "var(--accent)", borderLeftWidth: "1.5px"},
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 22%, transparent)"
  },
  ".cm-selectionMatch": {backgroundColor: "var(--wash)"},
  "&.cm-focused .cm-matchingBracket": {backgroundColor: "var(--wash)", outline: "1px solid var(--hairline)"},
  ".cm-placeholder": {color: "var(--edge)"},
  ".cm-lintRange-error": {backgroundImage: "none", textDecoration: "underline wavy var(--danger) 1px"},
  ".cm-lintRange-warning": {backgroundImage: "none", textDecoration: "underline wavy var(--warn) 1px"},
  ".cm-tooltip": {
    border: "1px solid var(--hairline)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    boxShadow: "0 6px 24px var(--shadow)",
    font: "13px/1.45 var(--sans)"
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {font: "13px/1.5 var(--mono)", maxHeight: "15em", padding: "4px"},
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {padding: "2px 8px", borderRadius: "4px"},
  ".cm-tooltip-autocomplete ul li[aria-selected]": {background: "var(--accent)", color: "var(--on-accent)"},
  ".cm-completionMatchedText": {textDecoration: "none", fontWeight: "600"},
  ".cm-completionDetail": {fontStyle: "normal", font: "12px var(--sans)", opacity: "0.65", marginLeft: "1.2em"},
  ".cm-tooltip.cm-completionInfo": {padding: "8px 12px", maxWidth: "360px"},
  ".cm-diagnostic": {padding: "6px 10px", borderLeftWidth: "3px"},
  ".cm-diagnostic-error": {borderLeftColor: "var(--danger)"},
  ".cm-diagnostic-warning": {borderLeftColor: "var(--warn)"},
  ".cm-diagnosticAction": {
    font: "12px var(--sans)",
    background: "var(--wash)",
    color: "var(--accent)",
    borderRadius: "4px",
    padding: "2px 8px"
  }
});

/** How an editor looks: the page's tokens, and the classes that `highlight` writes too. */
export const theme = [frame, syntaxHighlighting(classHighlighter)];
