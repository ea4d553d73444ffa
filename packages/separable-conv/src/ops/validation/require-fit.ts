import type { ConvGeometry } from "./conv-geometry.ts";
import { ShapeError } from "./shape-error.ts";

/** Refuses a filter that nowhere lies wholly in the image where nothing pads it. */
export function requireFit(
  caller: string,
  [, height, width]: readonly number[],
  [kernelHeight, kernelWidth]: readonly number[],
  { padding, dilation }: ConvGeometry,
): void {
  if (padding === "same") return;
  const reach = [(Number(kernelHeight) - 1) * dilation[0] + 1, (Number(kernelWidth) - 1) * dilation[1] + 1] as const;
  if (reach[0] > Number(height) || reach[1] > Number(width)) {
    throw new ShapeError(
      `[${caller}] the filter reaches over ${reach.join("×")} pixels, more than the ${height}×${width} of x, and padding "valid" adds none. Use padding "same", a smaller filter or a larger image.`,
    );
  }
}
