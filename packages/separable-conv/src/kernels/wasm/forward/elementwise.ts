// A sum of two maps of one shape, and relu: little to compute, but much to read, which threads do in the caches where it lies. One thread
// leaves them to TensorFlow.js, whose kernels cost less around them.
import * as tf from "@tensorflow/tfjs-core";

import { planActivation } from "../../../wasm/tasks/maps/activate.ts";
import { planCombination } from "../../../wasm/tasks/maps/combine.ts";
import type { WasmBackend } from "../module/backend.ts";
import { isCapturing } from "../module/capture.ts";
import { instanceOf } from "../module/instance.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

/** Values from which on it is worth to ask the module. */
const leastValues = 4096;

const isWorthIt = (backend: unknown): boolean => isCapturing() || instanceOf(backend as WasmBackend).threads > 1;

const isLarge = (tensor: tf.TensorInfo | undefined): boolean =>
  tensor?.dtype === "float32" && tf.util.sizeFromShape(tensor.shape) >= leastValues;

export const add: WasmKernel = {
  kernelName: tf.Add,
  covers: ({ inputs: { a, b }, backend }) => isWorthIt(backend) && isLarge(a) && isLarge(b) && a?.shape.join() === b?.shape.join(),
  run({ backend, shapeOf, input, output, threadsFor }) {
    const shape = shapeOf("a");
    const size = tf.util.sizeFromShape([...shape]);
    const sum = output(shape);
    const axes = [{ size, strides: [4, 4, 4] as const }];
    const planned = planCombination({ operation: "add", a: input("a"), b: input("b"), y: sum.offset, axes });
    withScratch(backend, (take) => {
      runProgram(backend, [planned], { take, threads: threadsFor(size) });
    });
    return [sum];
  },
};

export const relu: WasmKernel = {
  kernelName: tf.Relu,
  covers: ({ inputs: { x }, backend }) => isWorthIt(backend) && isLarge(x),
  run({ backend, shapeOf, input, output, threadsFor }) {
    const shape = shapeOf("x");
    const length = tf.util.sizeFromShape([...shape]);
    const y = output(shape);
    const places = { x: { at: input("x"), pitch: 4 * length }, y: { at: y.offset, pitch: 4 * length } };
    const planned = planActivation({ rows: 1, length, ...places, range: { lower: 0, upper: Infinity } });
    withScratch(backend, (take) => {
      runProgram(backend, [planned], { take, threads: threadsFor(length) });
    });
    return [y];
  },
};
