// Batch normalisation with given statistics, which TensorFlow.js' wasm backend does one number at a time.
import * as tf from "@tensorflow/tfjs-core";

import { planBatchNormalise } from "../../../wasm/tasks/training/batch-norm.ts";
import { currentCapture } from "../module/capture.ts";
import { layoutOf } from "../module/channels.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const batchNormInference: WasmKernel = {
  kernelName: tf.FusedBatchNorm,
  /** TensorFlow.js lets mean, variance, scale and offset have any shape that broadcasts: its own kernel does those. */
  covers({ inputs }) {
    const channels = inputs["x"]?.shape.at(-1);
    const isVector = (name: string): boolean => inputs[name]?.shape.length === 1 && inputs[name].shape[0] === channels;
    const given = ["scale", "offset"].filter((name) => inputs[name] != null);
    return ["mean", "variance", ...given].every(isVector) && inputs["x"]?.dtype === "float32";
  },
  run(call) {
    const { backend, attributes, shapeOf, input, output, has, threadsFor } = call;
    const channels = shapeOf("x").at(-1) ?? 1;
    const rows = tf.util.sizeFromShape([...shapeOf("x")]) / channels;
    const result = output(shapeOf("x"));
    withScratch(backend, (take) => {
      const layout = layoutOf(call, take, channels, 1);
      const vector = (name: string): number => layout.expand(input(name), 1, channels, 1);
      const vectorOr = (value: number, name: string): number => {
        if (has(name)) return vector(name);
        const at = take(layout.padded);
        currentCapture()?.doesMore();
        new Float32Array(backend.wasm.HEAPU8.buffer, at, layout.padded).fill(value);
        return at;
      };
      const [x, y] = [layout.expand(input("x"), rows, channels, 1), layout.room(result.offset, rows)];
      const vectors = { mean: vector("mean"), variance: vector("variance"), scale: vectorOr(1, "scale"), offset: vectorOr(0, "offset") };
      const epsilon = attributes["varianceEpsilon"] as number;
      const threads = threadsFor(rows * channels);
      runProgram(backend, [planBatchNormalise({ rows, channels: layout.padded, x, y, epsilon, ...vectors }, threads)], { take, threads });
      layout.contract(y, result.offset, rows, channels, 1);
    });
    return [result];
  },
};
