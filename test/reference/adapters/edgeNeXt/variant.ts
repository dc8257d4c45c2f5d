import type {EdgeNeXtVariant} from "../../../../kernels/blocks/edgeNeXt/edgeNeXtVariant.ts";
import type {Config} from "../../case.ts";

export function variantOf({variant}: Config): EdgeNeXtVariant {
  if (variant === "bn_hs") return "bn-hs";
  if (variant === "ln_gelu") return "ln-gelu";
  throw new Error(`unknown variant: ${String(variant)}; expected ln_gelu or bn_hs`);
}
