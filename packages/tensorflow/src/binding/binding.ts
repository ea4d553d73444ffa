// What TensorFlow.js' kernels for Node talk to: the methods and numbers that they expect of a compiled addon, over the C library.
import type { TensorFlow } from "../context/start-tensorflow.ts";
import { dataTypes, type HostValues } from "../tensors/data-type.ts";
import type { GivenValues } from "../tensors/host-tensor.ts";
import type { TensorMetadata, TensorStore } from "../tensors/tensor-store.ts";
import { attributeKinds, setAttribute, type Attribute } from "./attribute.ts";

/** Where operations go: to TensorFlow at once, or into a graph while a function is being traced. */
export interface OperationRunner {
  createTensor: (shape: readonly number[], type: number, values: GivenValues) => number;
  deleteTensor: (id: number) => void;
  executeOp: (name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number) => TensorMetadata[];
  tensorDataSync: (id: number) => HostValues;
}

/** The numbers, by the names that the kernels know. */
const numbers = {
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

export type Binding = OperationRunner & typeof numbers;

/** Runs every operation at once. */
export function createBinding(tensorflow: TensorFlow, tensors: TensorStore): Binding {
  return {
    ...numbers,
    createTensor: (shape, type, values) => tensors.create(shape, type, values),
    deleteTensor: (id) => {
      tensors.delete(id);
    },
    executeOp: (name, attributes, inputs, outputs) => execute(tensorflow, tensors, name, attributes, inputs, outputs),
    tensorDataSync: (id) => tensors.readSync(id),
  };
}

function execute(
  { library, context, status }: TensorFlow,
  tensors: TensorStore,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly number[],
  outputs: number,
): TensorMetadata[] {
  const { functions } = library;
  const operation = functions.TFE_NewOp(context, name, status.pointer);
  status.check(name);
  const handles = new BigUint64Array(Math.max(outputs, 1));
  const count = Int32Array.of(outputs);
  try {
    for (const input of inputs) {
      functions.TFE_OpAddInput(operation, tensors.handle(input), status.pointer);
      status.check(name);
    }
    for (const attribute of attributes) setAttribute(library, operation, attribute, status);
    functions.TFE_Execute(operation, handles, count, status.pointer);
    status.check(name);
  } finally {
    functions.TFE_DeleteOp(operation);
  }
  return Array.from(handles.subarray(0, count[0]), (handle) => tensors.add(handle));
}
