// Observable's `Generators`.
export {dark} from "./dark.ts";
export {input} from "./input.ts";
export {now} from "./now.ts";
export {observe} from "./observe.ts";
export {queue} from "./queue.ts";
export {width} from "./width.ts";
