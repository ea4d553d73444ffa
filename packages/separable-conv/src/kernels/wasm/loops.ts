// The definitions on the wasm backend's own memory, for a machine without SIMD.
import type * as tf from "@tensorflow/tfjs-core";

import type { HostArray, LoopKernel } from "../definitions/loop-kernel.ts";
import { viewOf, type WasmBackend } from "./module/backend.ts";

export function onWasm({ compute }: LoopKernel): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const wasm = backend as WasmBackend;
    const host = (tensor: tf.TensorInfo): HostArray => ({ shape: tensor.shape, data: viewOf(wasm, tensor) });
    const arrays = Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [[name, host(tensor)] as const] : []));
    const infos = compute(Object.fromEntries(arrays), attrs ?? {}).map(({ shape, data }) =>
      wasm.makeOutput(shape, "float32", undefined, data),
    );
    return infos.length === 1 ? (infos[0] as tf.TensorInfo) : infos;
  };
}
