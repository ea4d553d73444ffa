import { definitions } from "../definitions/definitions.ts";
import { replaceKernel } from "../registry/replace-kernel.ts";
import { batchNormInference, batchNormTraining, batchNormTrainingGrad } from "./batch-norm.ts";
import { conv2dBackpropFilter, conv2dBackpropInput } from "./convolution.ts";
import { depthwiseConv2d, depthwiseConv2dBackpropFilter, depthwiseConv2dBackpropInput } from "./depthwise.ts";
import { identity } from "./identity.ts";
import { onWasm } from "./loops.ts";
import { maxPoolGrad } from "./max-pool-grad.ts";
import { compileModules } from "./module/instance.ts";
import { reluGrad } from "./relu-grad.ts";
import { samePadding } from "./same-padding.ts";
import { kernelFuncOf, type WasmKernel } from "./wasm-kernel.ts";

const kernels: readonly WasmKernel[] = [
  conv2dBackpropInput,
  conv2dBackpropFilter,
  depthwiseConv2d,
  depthwiseConv2dBackpropInput,
  depthwiseConv2dBackpropFilter,
  maxPoolGrad,
  batchNormTraining,
  batchNormTrainingGrad,
  reluGrad,
];

/**
 * Puts this package's kernels into TensorFlow.js' wasm backend: those it lacks, so that networks train on it, and those that are wrong or
 * slow there. On a machine without SIMD the same kernels run as plain loops. Calling it again changes nothing.
 */
export async function registerWasmKernels(): Promise<void> {
  for (const replacement of [identity, ...samePadding]) replaceKernel(replacement);
  if (await compileModules()) {
    replaceKernel(batchNormInference);
    for (const kernel of kernels) replaceKernel({ ...kernel, backendName: "wasm", kernelFunc: kernelFuncOf(kernel) });
  } else {
    for (const definition of definitions) replaceKernel({ ...definition, backendName: "wasm", kernelFunc: onWasm(definition) });
  }
}
