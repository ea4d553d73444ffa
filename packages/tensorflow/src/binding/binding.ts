// What TensorFlow.js' kernels for Node talk to: the methods and numbers that they expect of a compiled addon, over the C library.
import type { TensorFlow } from "../context/start-tensorflow.ts";
import { dataTypes, type HostValues } from "../tensors/data-type.ts";
import type { GivenValues } from "../tensors/host-tensor.ts";
import type { TensorMetadata, TensorStore } from "../tensors/tensor-store.ts";
import { attributeKinds, type Attribute } from "./attribute.ts";
import { execute } from "./execute.ts";

/** Where operations go: to TensorFlow at once, or into a graph while a function is being traced. */
export interface OperationRunner {
  createTensor: (shape: readonly number[], type: number, values: GivenValues) => number;
  deleteTensor: (id: number) => void;
  executeOp: (name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number) => TensorMetadata[];
  tensorDataSync: (id: number) => HostValues;
  /** Only of one that records: an input whose values are computed whenever what was recorded runs. */
  addHostInput?: (input: { shape: readonly number[]; type: number; compute: () => GivenValues }) => TensorMetadata;
  /**
   * Only of one that records: an operation that gives nothing and is run for what it does, after others: those that give certain tensors, and
   * those that were put in like this. @returns its own number for that
   */
  addEffect?: (name: string, attributes: readonly Attribute[], inputs: readonly number[], after: readonly number[]) => number;
}

/** The numbers, by the names that the kernels know. */
export const bindingNumbers = {
  TF_FLOAT: dataTypes.float32,
  TF_INT32: dataTypes.int32,
  TF_INT64: dataTypes.int64,
  TF_BOOL: dataTypes.bool,
  TF_COMPLEX64: dataTypes.complex64,
  TF_STRING: dataTypes.string,
  TF_RESOURCE: dataTypes.resource,
  TF_UINT8: dataTypes.uint8,
  TF_ATTR_STRING: attributeKinds.string,
  TF_ATTR_INT: attributeKinds.int,
  TF_ATTR_FLOAT: attributeKinds.float,
  TF_ATTR_BOOL: attributeKinds.bool,
  TF_ATTR_TYPE: attributeKinds.type,
  TF_ATTR_SHAPE: attributeKinds.shape,
} as const;

export type Binding = OperationRunner & typeof bindingNumbers;

/** Runs every operation at once. */
export function createBinding(tensorflow: TensorFlow, tensors: TensorStore): Binding {
  return {
    ...bindingNumbers,
    createTensor: (shape, type, values) => tensors.create(shape, type, values),
    deleteTensor: (id) => {
      tensors.delete(id);
    },
    executeOp: (name, attributes, inputs, outputs) => execute(tensorflow, tensors, name, attributes, inputs, outputs),
    tensorDataSync: (id) => tensors.readSync(id),
  };
}
