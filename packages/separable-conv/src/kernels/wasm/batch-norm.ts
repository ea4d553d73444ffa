// Batch normalisation on the module: with the batch's own statistics, and its way back; with given ones, which TensorFlow.js' wasm backend
// does one number at a time.
import * as tf from "@tensorflow/tfjs-core";

import { BatchNormTraining, BatchNormTrainingGrad } from "../registry/kernel-names.ts";
import type { Replacement } from "../registry/replace-kernel.ts";
import { layoutOf } from "./channels.ts";
import { withScratch } from "./module/scratch.ts";
import { kernelFuncOf, type Call, type WasmKernel } from "./wasm-kernel.ts";

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

const fusedBatchNorm: WasmKernel = {
  kernelName: tf.FusedBatchNorm,
  run(call) {
    const { backend, module, attributes, input, output } = call;
    const { rows, channels } = sizesOf(call);
    const y = output(call.shapeOf("x"));
    withScratch(backend, (take) => {
      const layout = layoutOf(module, take, channels, 1);
      const vector = (name: string): number => layout.expand(input(name), 1, channels, 1);
      const [x, to] = [layout.expand(input("x"), rows, channels, 1), layout.room(y.offset, rows)];
      const [mean, variance, scale, offset] = [vector("mean"), vector("variance"), vector("scale"), vector("offset")];
      const epsilon = attributes["varianceEpsilon"] as number;
      module.batchNormalise(rows, layout.padded, x, mean, variance, scale, offset, epsilon, to, take(layout.padded));
      layout.contract(to, y.offset, rows, channels, 1);
    });
    return [y];
  },
};

/** TensorFlow.js lets mean and variance have any shape that broadcasts, and scale and offset be left out: those stay with its own kernel. */
export const batchNormInference: Replacement = {
  kernelName: tf.FusedBatchNorm,
  backendName: "wasm",
  kernelFunc(run, stock) {
    const channels = run.inputs["x"]?.shape.at(-1);
    const isVector = (name: string): boolean => run.inputs[name]?.shape.length === 1 && run.inputs[name].shape[0] === channels;
    const usual = ["mean", "variance", "scale", "offset"].every(isVector) && run.inputs["x"]?.dtype === "float32";
    return usual || !stock ? kernelFuncOf(fusedBatchNorm)(run) : stock(run);
  },
};
