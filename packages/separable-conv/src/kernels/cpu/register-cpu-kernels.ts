import type * as tf from "@tensorflow/tfjs-core";

import { definitions } from "../definitions/definitions.ts";
import type { HostArray, LoopKernel } from "../definitions/loop-kernel.ts";
import { replaceKernel } from "../registry/replace-kernel.ts";

/** What is used here of TensorFlow.js' cpu backend. */
interface CpuBackend {
  readonly data: { get(dataId: tf.DataId): { readonly values: Float32Array } };
  makeTensorInfo(shape: readonly number[], dtype: "float32", values: Float32Array): tf.TensorInfo;
}

/**
 * Puts this package's definitions into TensorFlow.js' cpu backend, where its own kernels overlook dilation or are missing.
 * Calling it again changes nothing.
 */
export function registerCpuKernels(): void {
  for (const definition of definitions) replaceKernel({ ...definition, backendName: "cpu", kernelFunc: onCpu(definition) });
}

function onCpu({ compute }: LoopKernel): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const cpu = backend as CpuBackend;
    const host = (tensor: tf.TensorInfo): HostArray => ({ shape: tensor.shape, data: cpu.data.get(tensor.dataId).values });
    const arrays = Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [[name, host(tensor)] as const] : []));
    const outputs = compute(Object.fromEntries(arrays), attrs ?? {});
    const infos = outputs.map(({ shape, data }) => cpu.makeTensorInfo(shape, "float32", data));
    return infos.length === 1 ? (infos[0] as tf.TensorInfo) : infos;
  };
}
