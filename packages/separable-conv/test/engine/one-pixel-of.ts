import type { Window } from "@xception/separable-conv/engine";

/** The windows of the same map that are its single pixels. */
export const onePixelOf = <W extends Omit<Window, "multiplier">>(window: W): W => ({
  ...window,
  ...{ kernelHeight: 1, kernelWidth: 1, strideY: 1, strideX: 1, dilationY: 1, dilationX: 1, padTop: 0, padLeft: 0 },
});
