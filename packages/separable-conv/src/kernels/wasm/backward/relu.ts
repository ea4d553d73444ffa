import * as tf from "@tensorflow/tfjs-core";

import { planReluGradient } from "../../../wasm/tasks/training/relu-gradient.ts";
import { ReluGrad } from "../../registry/kernel-names.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const reluGrad: WasmKernel = {
  kernelName: ReluGrad,
  run({ backend, shapeOf, input, output, threadsFor }) {
    const shape = shapeOf("y");
    const dx = output(shape);
    const count = tf.util.sizeFromShape([...shape]);
    const planned = planReluGradient(count, input("dy"), input("y"), dx.offset);
    withScratch(backend, (take) => {
      runProgram(backend, [planned], { take, threads: threadsFor(count) });
    });
    return [dx];
  },
};
