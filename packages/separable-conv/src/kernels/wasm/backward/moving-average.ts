// The moving averages of a step of training: so short that TensorFlow.js' own operations would take longer to call than to compute.
import { MovingAverage } from "../../registry/kernel-names.ts";
import { viewOf } from "../module/backend.ts";
import type { WasmKernel } from "../wasm-kernel.ts";

export const movingAverage: WasmKernel = {
  kernelName: MovingAverage,
  run({ backend, attributes, shapeOf, tensor, output }) {
    const momentum = attributes["momentum"] as number;
    const result = output(shapeOf("moving"));
    const [moving, value, to] = [viewOf(backend, tensor("moving")), viewOf(backend, tensor("value")), viewOf(backend, result.tensor)];
    for (let index = 0; index < to.length; index += 1) {
      to[index] = (moving[index] as number) * momentum + (value[index] as number) * (1 - momentum);
    }
    return [result];
  },
};
