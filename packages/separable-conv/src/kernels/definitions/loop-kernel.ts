// A kernel as plain loops over arrays: the readable definition of what it computes. The cpu backend runs it as it is,
// the wasm backend where the machine has no SIMD, and every faster kernel is held against it.
import type * as tf from "@tensorflow/tfjs-core";

export interface HostArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface LoopKernel {
  readonly kernelName: string;
  /** Whether it honours the attribute `dilations`, which TensorFlow.js' own backprop kernels overlook. */
  readonly takesDilation?: boolean;
  /** Whether it lays out images as [N, H, W, C] only; others then stay with the kernel that was there. */
  readonly channelsLast?: boolean;
  readonly compute: (inputs: Readonly<Record<string, HostArray>>, attributes: tf.NamedAttrMap) => readonly HostArray[];
}

/** The input of this name, which the kernel cannot do without. */
export function inputOf(inputs: Readonly<Record<string, HostArray>>, name: string): HostArray {
  const input = inputs[name];
  if (!input) throw new Error(`[inputOf] the kernel was run without ${name}. Pass it by this name.`);
  return input;
}

/** Zeros to write a result into. */
export function zeros(shape: readonly number[]): HostArray {
  return { shape, data: new Float32Array(shape.reduce((size, length) => size * length, 1)) };
}
