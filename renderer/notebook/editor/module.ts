// What is loaded after the first paint, in one piece.
export {createEditor} from "./editor.ts";
export {highlight} from "./highlight.ts";
export {hasGrammar, loadGrammar} from "./languages.ts";
