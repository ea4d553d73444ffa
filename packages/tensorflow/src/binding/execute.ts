// Runs an operation, or a function that was traced, which TensorFlow runs the same way.
import type { TensorFlow } from "../context/start-tensorflow.ts";
import { Status } from "../context/status.ts";
import type { TensorMetadata, TensorStore } from "../tensors/tensor-store.ts";
import { setAttribute, type Attribute } from "./attribute.ts";

/** Runs it now. @throws TensorFlowError where TensorFlow refuses or fails */
export function execute(
  tensorflow: TensorFlow,
  tensors: TensorStore,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly number[],
  outputs: number,
): TensorMetadata[] {
  const { status } = tensorflow;
  const { functions } = tensorflow.library;
  const operation = prepare(tensorflow, tensors, name, attributes, inputs, status);
  const handles = new BigUint64Array(Math.max(outputs, 1));
  const count = Int32Array.of(outputs);
  try {
    functions.TFE_Execute(operation, handles, count, status.pointer);
    status.check(name);
  } finally {
    functions.TFE_DeleteOp(operation);
  }
  return Array.from(handles.subarray(0, count[0]), (handle) => tensors.add(handle));
}

/** Runs it on another thread; what it takes is held until it is done. Rejects with TensorFlowError where TensorFlow fails. */
export async function executeElsewhere(
  tensorflow: TensorFlow,
  tensors: TensorStore,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly number[],
  outputs: number,
): Promise<TensorMetadata[]> {
  const { functions } = tensorflow.library;
  const status = new Status(tensorflow.library);
  const handles = new BigUint64Array(Math.max(outputs, 1));
  const count = Int32Array.of(outputs);
  let operation: bigint | undefined;
  try {
    const prepared = (operation = prepare(tensorflow, tensors, name, attributes, inputs, status));
    await new Promise<void>((resolve, reject) => {
      functions.TFE_Execute.async(prepared, handles, count, status.pointer, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    status.check(name);
  } finally {
    if (operation !== undefined) functions.TFE_DeleteOp(operation);
    status.delete();
  }
  return Array.from(handles.subarray(0, count[0]), (handle) => tensors.add(handle));
}

/** The operation with its inputs and attributes, which whoever gets it deletes. */
function prepare(
  { library, context }: TensorFlow,
  tensors: TensorStore,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly number[],
  status: Status,
): bigint {
  const { functions } = library;
  const operation = functions.TFE_NewOp(context, name, status.pointer);
  status.check(name);
  try {
    for (const input of inputs) {
      functions.TFE_OpAddInput(operation, tensors.handle(input), status.pointer);
      status.check(name);
    }
    for (const attribute of attributes) setAttribute(library, operation, attribute, status);
  } catch (error) {
    functions.TFE_DeleteOp(operation);
    throw error;
  }
  return operation;
}
