import { ReluGrad } from "../registry/kernel-names.ts";
import type { WasmKernel } from "./wasm-kernel.ts";

export const reluGrad: WasmKernel = {
  kernelName: ReluGrad,
  run({ module, shapeOf, input, output }) {
    const shape = shapeOf("y");
    const dx = output(shape);
    module.reluGrad(
      shape.reduce((size, length) => size * length, 1),
      input("dy"),
      input("y"),
      dx.offset,
    );
    return [dx];
  },
};
