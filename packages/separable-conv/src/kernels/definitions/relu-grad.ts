// The way back of y = max(x, 0): dy where y is above 0. From y, so that x need not be kept.
import { ReluGrad } from "../registry/kernel-names.ts";
import { inputOf, type LoopKernel } from "./loop-kernel.ts";

export const reluGrad: LoopKernel = {
  kernelName: ReluGrad,
  compute(inputs) {
    const [dy, y] = [inputOf(inputs, "dy"), inputOf(inputs, "y")];
    return [{ shape: dy.shape, data: dy.data.map((gradient, place) => ((y.data[place] as number) > 0 ? gradient : 0)) }];
  },
};
