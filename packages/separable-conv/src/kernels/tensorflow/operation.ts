// What is used here of the backend of @xception/tensorflow: TensorFlow's own operations, by name.
import type * as tf from "@tensorflow/tfjs-core";

/** An option of an operation, which TensorFlow calls an attribute. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

interface TensorFlowBackend {
  readonly isUsingGpuDevice: boolean;
  executeMultipleOutputs(name: string, attributes: readonly Attribute[], inputs: readonly tf.TensorInfo[], outputs: number): tf.Tensor[];
}

/** Kinds of attributes, and float32 among the types, by TensorFlow's numbers. */
const kinds = { text: 0, int: 1, float: 2, bool: 3, type: 4 } as const;
const float32 = 1;

/** The attribute that says that T, or another type, is float32. */
export const ofFloat = (name = "T"): Attribute => ({ name, type: kinds.type, value: float32 });

export const text = (name: string, value: string): Attribute => ({ name, type: kinds.text, value });
export const whole = (name: string, value: number | readonly number[]): Attribute => ({ name, type: kinds.int, value });
export const float = (name: string, value: number): Attribute => ({ name, type: kinds.float, value });
export const truth = (name: string, value: boolean): Attribute => ({ name, type: kinds.bool, value });

/** Runs an operation of TensorFlow's of several outputs. */
export function runOperation(
  backend: unknown,
  name: string,
  inputs: readonly tf.TensorInfo[],
  attributes: readonly Attribute[],
  outputs: number,
): tf.Tensor[] {
  return (backend as TensorFlowBackend).executeMultipleOutputs(name, attributes, inputs, outputs);
}

/** Whether TensorFlow computes on a graphics card. */
export const onGraphicsCard = (backend: unknown): boolean => (backend as TensorFlowBackend).isUsingGpuDevice;
