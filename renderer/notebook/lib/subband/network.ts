export {network} from "../../../../kernels/graph/trace.ts";
