// Batch normalisation with the batch's own statistics, and its way back.
import { planBatchNormGradient, planBatchNormTraining, sumsFloats } from "../../../wasm/tasks/training/batch-norm.ts";
import { BatchNormRelu, BatchNormReluGrad, BatchNormTraining, BatchNormTrainingGrad } from "../../registry/kernel-names.ts";
import { layoutOf } from "../module/channels.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { Call, WasmKernel } from "../wasm-kernel.ts";

/** Channels of [..., C], and how many places each has. */
function sizesOf({ shapeOf }: Call): { rows: number; channels: number } {
  const shape = shapeOf("x");
  return { rows: shape.slice(0, -1).reduce((size, length) => size * length, 1), channels: shape.at(-1) ?? 1 };
}

const normalising = (kernelName: string, relu: boolean): WasmKernel => ({
  kernelName,
  run(call) {
    const { backend, attributes, input, output, threadsFor } = call;
    const { rows, channels } = sizesOf(call);
    const [y, mean, variance] = [output(call.shapeOf("x")), output([channels]), output([channels])];
    withScratch(backend, (take) => {
      const layout = layoutOf(call, take, channels, 1);
      const vector = (name: string): number => layout.expand(input(name), 1, channels, 1);
      const normalise = {
        rows,
        channels: layout.padded,
        x: layout.expand(input("x"), rows, channels, 1),
        mean: layout.room(mean.offset, 1),
        variance: layout.room(variance.offset, 1),
        scale: vector("scale"),
        offset: vector("offset"),
        y: layout.room(y.offset, rows),
        sums: take(sumsFloats({ rows, channels: layout.padded })),
        epsilon: attributes["epsilon"] as number,
        relu,
      };
      const threads = threadsFor(2 * rows * channels);
      runProgram(backend, planBatchNormTraining(normalise, threads), { take, threads });
      layout.contract(normalise.y, y.offset, rows, channels, 1);
      layout.contract(normalise.mean, mean.offset, 1, channels, 1);
      layout.contract(normalise.variance, variance.offset, 1, channels, 1);
    });
    return [y, mean, variance];
  },
});

const goingBack = (kernelName: string, relu: boolean): WasmKernel => ({
  kernelName,
  run(call) {
    const { backend, attributes, input, output, threadsFor } = call;
    const { rows, channels } = sizesOf(call);
    const [dx, dscale, doffset] = [output(call.shapeOf("x")), output([channels]), output([channels])];
    withScratch(backend, (take) => {
      const layout = layoutOf(call, take, channels, 1);
      const vector = (name: string): number => layout.expand(input(name), 1, channels, 1);
      const gradient = {
        rows,
        channels: layout.padded,
        dy: layout.expand(input("dy"), rows, channels, 1),
        x: layout.expand(input("x"), rows, channels, 1),
        ...(relu && { ofRelu: layout.expand(input("y"), rows, channels, 1) }),
        scale: vector("scale"),
        mean: vector("mean"),
        variance: vector("variance"),
        dx: layout.room(dx.offset, rows),
        dscale: layout.room(dscale.offset, 1),
        doffset: layout.room(doffset.offset, 1),
        sums: take(sumsFloats({ rows, channels: layout.padded })),
        epsilon: attributes["epsilon"] as number,
      };
      const threads = threadsFor(3 * rows * channels);
      runProgram(backend, planBatchNormGradient(gradient, threads), { take, threads });
      layout.contract(gradient.dx, dx.offset, rows, channels, 1);
      layout.contract(gradient.dscale, dscale.offset, 1, channels, 1);
      layout.contract(gradient.doffset, doffset.offset, 1, channels, 1);
    });
    return [dx, dscale, doffset];
  },
});

export const batchNormTraining = normalising(BatchNormTraining, false);
export const batchNormTrainingGrad = goingBack(BatchNormTrainingGrad, false);
export const batchNormRelu = normalising(BatchNormRelu, true);
export const batchNormReluGrad = goingBack(BatchNormReluGrad, true);
