import type { Convolution } from "./convolve.ts";
import { unbounded } from "./range.ts";
import { float } from "./task.ts";
import { windowFields } from "./window-fields.ts";

/** Where a convolution finds its operands and puts its result, in the order of assembly/product/product.ts. */
export const productFields = ({ window, x, panels, bias = 0, residual, y, range = unbounded }: Convolution): number[] => [
  ...windowFields(window),
  ...[x.at, x.pitch, panels, bias, residual?.at ?? 0, residual?.pitch ?? 0, y.at, y.pitch],
  ...[float(range.lower), float(range.upper)],
];
