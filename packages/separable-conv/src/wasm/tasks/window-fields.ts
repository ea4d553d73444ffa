import type { Window } from "../../kernels/window.ts";

/** How windows lie on an image, in the order of assembly/window.ts. */
export const windowFields = (window: Omit<Window, "multiplier">): number[] => [
  window.batch,
  window.height,
  window.width,
  window.channels,
  window.outHeight,
  window.outWidth,
  window.outChannels,
  window.kernelHeight,
  window.kernelWidth,
  window.strideY,
  window.strideX,
  window.dilationY,
  window.dilationX,
  window.padTop,
  window.padLeft,
];
