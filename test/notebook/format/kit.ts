// The format's authors' own reader and writer, in a page (they need a document).
import {deserialize, serialize} from "../../../node_modules/@observablehq/notebook-kit/dist/src/lib/serialize.js";

Object.assign(globalThis, {kit: {deserialize, serialize}});
