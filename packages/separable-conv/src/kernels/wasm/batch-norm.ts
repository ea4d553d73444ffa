// Batch normalisation on the module: with the batch's own statistics, and its way back.
import { BatchNormTraining, BatchNormTrainingGrad } from "../registry/kernel-names.ts";
import { layoutOf } from "./channels.ts";
import { withScratch } from "./module/scratch.ts";
import type { Call, WasmKernel } from "./wasm-kernel.ts";

/** Channels of [..., C], and how many places each has. */
function sizesOf({ shapeOf }: Call): { rows: number; channels: number } {
  const shape = shapeOf("x");
  return { rows: shape.slice(0, -1).reduce((size, length) => size * length, 1), channels: shape.at(-1) ?? 1 };
}

export const batchNormTraining: WasmKernel = {
  kernelName: BatchNormTraining,
  run(call) {
    const { backend, module, attributes, input, output } = call;
    const { rows, channels } = sizesOf(call);
    const [y, mean, variance] = [output(call.shapeOf("x")), output([channels]), output([channels])];
    withScratch(backend, (take) => {
      const layout = layoutOf(module, take, channels, 1);
      const { padded } = layout;
      const x = layout.expand(input("x"), rows, channels, 1);
      const [scale, offset] = [layout.expand(input("scale"), 1, channels, 1), layout.expand(input("offset"), 1, channels, 1)];
      const [to, center, spread] = [layout.room(y.offset, rows), layout.room(mean.offset, 1), layout.room(variance.offset, 1)];
      const scratch = take(6 * padded);
      module.batchStatistics(rows, padded, x, center, spread, scratch);
      module.batchNormalise(rows, padded, x, center, spread, scale, offset, attributes["epsilon"] as number, to, scratch);
      layout.contract(to, y.offset, rows, channels, 1);
      layout.contract(center, mean.offset, 1, channels, 1);
      layout.contract(spread, variance.offset, 1, channels, 1);
    });
    return [y, mean, variance];
  },
};

export const batchNormTrainingGrad: WasmKernel = {
  kernelName: BatchNormTrainingGrad,
  run(call) {
    const { backend, module, attributes, input, output } = call;
    const { rows, channels } = sizesOf(call);
    const [dx, dscale, doffset] = [output(call.shapeOf("x")), output([channels]), output([channels])];
    withScratch(backend, (take) => {
      const layout = layoutOf(module, take, channels, 1);
      const { padded } = layout;
      const [dy, x] = [layout.expand(input("dy"), rows, channels, 1), layout.expand(input("x"), rows, channels, 1)];
      const vector = (name: string): number => layout.expand(input(name), 1, channels, 1);
      const [scale, mean, variance] = [vector("scale"), vector("mean"), vector("variance")];
      const [to, ofScale, ofOffset] = [layout.room(dx.offset, rows), layout.room(dscale.offset, 1), layout.room(doffset.offset, 1)];
      const [epsilon, scratch] = [attributes["epsilon"] as number, take(6 * padded)];
      module.batchNormGradient(rows, padded, dy, x, scale, mean, variance, epsilon, to, ofScale, ofOffset, scratch);
      layout.contract(to, dx.offset, rows, channels, 1);
      layout.contract(ofScale, dscale.offset, 1, channels, 1);
      layout.contract(ofOffset, doffset.offset, 1, channels, 1);
    });
    return [dx, dscale, doffset];
  },
};
