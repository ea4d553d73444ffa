// The form of a kernel of the module: it gets the backend, the module and each tensor as an offset, and gives tensors.
import type * as tf from "@tensorflow/tfjs-core";

import type { Exports } from "../../wasm/module/exports.ts";
import type { Replacement } from "../registry/replace-kernel.ts";
import { offsetOf, type WasmBackend } from "./module/backend.ts";
import { captureKernel, currentCapture } from "./module/capture.ts";
import { instanceOf } from "./module/instance.ts";

export interface Call {
  readonly backend: WasmBackend;
  /** For what is done at once; a kernel that asks for it cannot be part of a larger program. */
  readonly module: Exports;
  /** Threads that are worth waking for so many multiplications, or steps that cost as much. */
  readonly threadsFor: (operations: number) => number;
  readonly attributes: tf.NamedAttrMap;
  /** The input of this name. */
  readonly tensor: (name: string) => tf.TensorInfo;
  /** Whether there is an input of this name. */
  readonly has: (name: string) => boolean;
  /** Shape of the input of this name. */
  readonly shapeOf: (name: string) => readonly number[];
  /** Offset of the input of this name. */
  readonly input: (name: string) => number;
  /** A new tensor with its offset. */
  readonly output: (shape: readonly number[]) => Output;
}

export interface Output {
  readonly tensor: tf.TensorInfo;
  readonly offset: number;
}

type Run = Parameters<tf.KernelFunc>[0];

export interface WasmKernel {
  readonly kernelName: string;
  readonly takesDilation?: boolean;
  /** Whether it lays out images as [N, H, W, C] only; others then stay with the kernel that was there. */
  readonly channelsLast?: boolean;
  /** Whether it does this, where not everything: the rest is for the kernel that was there. */
  readonly covers?: (run: Run) => boolean;
  /** Does the rest in its stead. */
  readonly otherwise?: Replacement["kernelFunc"];
  readonly run: (call: Call) => readonly Output[];
}

/** Fewer are done sooner than other threads hear of them. */
const leastOperations = 100_000;

/** What puts a kernel into TensorFlow.js' registry. */
export function replacementOf(kernel: WasmKernel): Replacement {
  const { covers, otherwise } = kernel;
  const run = kernelFuncOf(kernel);
  return {
    ...kernel,
    backendName: "wasm",
    kernelFunc: (called, stock) => {
      if (!stock || !covers || covers(called)) return run(called);
      return otherwise ? otherwise(called, stock) : stock(called);
    },
  };
}

function kernelFuncOf({ kernelName, run }: WasmKernel): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const wasm = backend as WasmBackend;
    const named = (name: string): tf.TensorInfo => {
      const tensor = inputs[name];
      if (!tensor) throw new Error(`[${kernelName}] the kernel was run without ${name}. Pass it by this name.`);
      return tensor;
    };
    const bytesOf = (shape: readonly number[]): number => 4 * shape.reduce((size, length) => size * length, 1);
    const call: Call = {
      backend: wasm,
      get module() {
        currentCapture()?.doesMore();
        return instanceOf(wasm).exports;
      },
      threadsFor: (operations) => (operations < leastOperations ? 1 : instanceOf(wasm).threads),
      attributes: attrs ?? {},
      tensor: named,
      has: (name) => inputs[name] != null,
      shapeOf: (name) => named(name).shape,
      input(name) {
        const tensor = named(name);
        const offset = offsetOf(wasm, tensor);
        currentCapture()?.takesTensor(tensor.dataId, offset, bytesOf(tensor.shape));
        return offset;
      },
      output(shape) {
        const tensor = wasm.makeOutput(shape, "float32");
        const offset = offsetOf(wasm, tensor);
        currentCapture()?.gives(tensor.dataId, offset, bytesOf(shape));
        return { tensor, offset };
      },
    };
    const outputs = captureKernel(() => run(call));
    return outputs.length === 1 ? (outputs[0] as Output).tensor : outputs.map(({ tensor }) => tensor);
  };
}
