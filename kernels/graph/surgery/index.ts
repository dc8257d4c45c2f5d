export {replace, remove} from "./replace.ts";
export {insertAfter, insertBefore, type InsertOptions} from "./insert.ts";
export {cut, tap} from "./cut.ts";
export {freeze, unfreeze} from "./freeze.ts";
export {compare, type Comparison, type Reshaped} from "./compare.ts";
export type {Part} from "./part.ts";
