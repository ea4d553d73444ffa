// The moving averages of a step of training: so short that TensorFlow.js' own operations would take longer to call than to compute.
import { planMovingAverage } from "../../../wasm/tasks/training/moving-average.ts";
import { MovingAverage } from "../../registry/kernel-names.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch } from "../module/scratch.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const movingAverage: WasmKernel = {
  kernelName: MovingAverage,
  run({ backend, attributes, shapeOf, input, output }) {
    const shape = shapeOf("moving");
    const count = shape.reduce((size, length) => size * length, 1);
    const y = output(shape);
    const planned = planMovingAverage(count, attributes["momentum"] as number, input("moving"), input("value"), y.offset);
    withScratch(backend, (take) => {
      runProgram(backend, [planned], { take, threads: 1 });
    });
    return [y];
  },
};
