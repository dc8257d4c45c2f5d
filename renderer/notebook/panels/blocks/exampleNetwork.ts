import * as blocks from "../../../../kernels/blocks/index.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import * as ops from "../../../../kernels/ops/index.ts";

/** The network that the text of an example makes: the very text that is inserted, so that the picture shows what one gets. */
export function exampleNetwork(source: string): Network {
  const make = (0, eval)(`(network, blocks, ops) => ${source}`) as (...library: unknown[]) => Network;
  return make(network, blocks, ops);
}
