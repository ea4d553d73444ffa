import * as tf from "@tensorflow/tfjs-core";

import { planReluGradient } from "../../../wasm/tasks/training/relu-gradient.ts";
import { ReluGrad } from "../../registry/kernel-names.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const reluGrad: WasmKernel = {
  kernelName: ReluGrad,
  run({ backend, shapeOf, input, output }) {
    const shape = shapeOf("y");
    const dx = output(shape);
    const planned = planReluGradient(tf.util.sizeFromShape([...shape]), input("dy"), input("y"), dx.offset);
    withScratch(backend, (take) => {
      runProgram(backend, take, [planned], 0);
    });
    return [dx];
  },
};
