import * as tf from "@tensorflow/tfjs-core";

import { definitions } from "../definitions/definitions.ts";
import { registerProgramHost } from "../registry/program-host.ts";
import { replaceKernel } from "../registry/replace-kernel.ts";
import type { Build } from "../../wasm/module/compile-module.ts";
import { batchNormRelu, batchNormReluGrad, batchNormTraining, batchNormTrainingGrad } from "./backward/batch-norm.ts";
import { conv2dBackpropFilter, conv2dBackpropInput } from "./backward/convolution.ts";
import { depthwiseConv2dBackpropFilter, depthwiseConv2dBackpropInput } from "./backward/depthwise.ts";
import { maxPoolGrad } from "./backward/max-pool.ts";
import { movingAverage } from "./backward/moving-average.ts";
import { reluGrad } from "./backward/relu.ts";
import { batchNormInference } from "./forward/batch-norm.ts";
import { conv2d, fusedConv2d } from "./forward/convolution.ts";
import { depthwiseConv2d, fusedDepthwiseConv2d } from "./forward/depthwise.ts";
import { add, relu } from "./forward/elementwise.ts";
import { batchMatMul, fusedMatMul } from "./forward/mat-mul.ts";
import { avgPool, maxPool, mean } from "./forward/pooling.ts";
import { identity } from "./forward/identity.ts";
import { samePadding } from "./forward/same-padding.ts";
import { separableConv2d } from "./forward/separable-conv.ts";
import { onWasm } from "./loops.ts";
import type { WasmBackend } from "./module/backend.ts";
import { compileModules, setThreads } from "./module/instance.ts";
import { wasmPrograms } from "./module/wasm-programs.ts";
import { replacementOf, type WasmKernel } from "./wasm-kernel.ts";

const kernels: readonly WasmKernel[] = [
  conv2d,
  fusedConv2d,
  conv2dBackpropInput,
  conv2dBackpropFilter,
  depthwiseConv2d,
  fusedDepthwiseConv2d,
  separableConv2d,
  depthwiseConv2dBackpropInput,
  depthwiseConv2dBackpropFilter,
  batchMatMul,
  fusedMatMul,
  maxPool,
  avgPool,
  mean,
  maxPoolGrad,
  batchNormInference,
  batchNormTraining,
  batchNormTrainingGrad,
  batchNormRelu,
  batchNormReluGrad,
  movingAverage,
  relu,
  reluGrad,
  add,
];

export interface WasmKernelOptions {
  /** The best that the machine has unless given. */
  readonly build?: Build | undefined;
  /** Threads that share the work of a kernel; as many as there are, at first one, unless given. Several need a started backend whose memory is shared. */
  readonly threads?: number | undefined;
}

/**
 * Puts this package's kernels into TensorFlow.js' wasm backend: those it lacks, so that networks train on it, and those that are wrong or
 * slow there. On a machine without SIMD the same kernels run as plain loops, in one thread. Calling it again only changes the threads.
 *
 * @throws Error where several threads are asked for and the backend's memory is not shared
 */
export async function registerWasmKernels({ build, threads }: WasmKernelOptions = {}): Promise<void> {
  replaceKernel(identity);
  if (await compileModules(build)) {
    for (const kernel of kernels) replaceKernel(replacementOf(kernel));
    registerProgramHost("wasm", (started) => wasmPrograms(started as unknown as WasmBackend));
    // To look for a backend by TensorFlow.js' functions would start it.
    const backend = tf.engine().registry["wasm"] as unknown as WasmBackend | undefined;
    if (!backend && threads !== undefined && threads > 1) {
      throw new Error(
        `[registerWasmKernels] ${threads} threads were asked for before the backend wasm has started. Await tf.setBackend("wasm") first.`,
      );
    }
    if (backend && threads !== undefined) await setThreads(backend, threads);
  } else {
    for (const replacement of samePadding) replaceKernel(replacement);
    for (const definition of definitions) replaceKernel({ ...definition, backendName: "wasm", kernelFunc: onWasm(definition) });
  }
}
