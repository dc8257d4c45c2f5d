import type {Named} from "../../graph/block.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";

/**
 * x + body(x) (He et al. 2015). The body must keep the shape.
 *
 * @family plain
 * @paper He et al., Deep Residual Learning for Image Recognition, arXiv 1512.03385
 * @parameters those of its body
 */
export function residual(x: Value, body: (x: Value) => Value, {name}: Named = {}): Value {
  return x.tracer.block(
    "residual",
    () => ({}),
    name,
    () => add(x, body(x), {name: "add"})
  );
}
