// An image with as many zeros around it as its windows reach beyond it (assembly/in-place/pad-image.ts).
import type { Window } from "../../kernels/window.ts";

type Sizes = Omit<Window, "multiplier">;

/** Lines and columns that the windows reach over; taps are neighbours. */
const reachOf = ({ outHeight, outWidth, strideY, strideX, kernelHeight, kernelWidth }: Sizes): { lines: number; columns: number } => ({
  lines: (outHeight - 1) * strideY + kernelHeight,
  columns: (outWidth - 1) * strideX + kernelWidth,
});

/** Bytes of one image with zeros around it. */
export function paddedBytes(window: Sizes): number {
  const { lines, columns } = reachOf(window);
  return 4 * lines * columns * window.channels;
}

/** Whether no window reaches beyond the image. */
export function liesInside(window: Sizes): boolean {
  const { lines, columns } = reachOf(window);
  return window.padTop === 0 && window.padLeft === 0 && lines <= window.height && columns <= window.width;
}
