import {digits} from "./digits.ts";
import {fashionMnist} from "./fashionMnist.ts";
import {arrays, idx} from "./own.ts";

/** The data sets that a cell finds under `data`. */
export const data = {fashionMnist, digits, idx, arrays};

export {arrays, digits, fashionMnist, idx};
export {augment} from "./augmentation.ts";
