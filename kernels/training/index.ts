// What a training is described with: optimisers, schedules of their rates, and options that are known to do well.
export {adam, adamW, sgd, type Optimizer} from "./plan/optimizer.ts";
export {constant, cosine, oneCycle, type Schedule} from "./plan/schedule.ts";
export {recipes} from "./plan/recipes.ts";
