// Tensors between JavaScript and TensorFlow's host memory (TF_Tensor).
import type { Library } from "../library/open-library.ts";
import { dataTypes, hostArray, type HostValues } from "./data-type.ts";
import { readStrings, writeStrings } from "./string-tensor.ts";

/** Values as TensorFlow.js holds them before they are written. */
export type GivenValues = ArrayBufferView | readonly number[] | readonly boolean[] | readonly (Uint8Array | string)[];

/**
 * A TF_Tensor with a copy of the values. Whoever makes it deletes it with `deleteHostTensor`.
 *
 * @throws RangeError where there are not as many values as the shape has places
 */
export function makeHostTensor(library: Library, shape: readonly number[], type: number, values: GivenValues): bigint {
  const size = shape.reduce((product, length) => product * length, 1);
  const dimensions = BigInt64Array.from(shape, BigInt);
  if (type === dataTypes.string) return writeStrings(library, dimensions, size, values as readonly (Uint8Array | string)[]);
  const { array, bytes } = hostArray(type);
  const given = asBytes(array, values);
  if (given.byteLength !== size * bytes) {
    throw new RangeError(
      `[tensorflow] ${given.byteLength} bytes came for a tensor of shape [${shape.join(", ")}], expected ${size * bytes}. Pass a value for each place.`,
    );
  }
  const tensor = library.functions.TF_AllocateTensor(type, dimensions, shape.length, given.byteLength);
  if (given.byteLength > 0) library.copy(library.functions.TF_TensorData(tensor), given, given.byteLength);
  return tensor;
}

/** The array itself where its bytes are those that TensorFlow wants. */
function asBytes(array: ReturnType<typeof hostArray>["array"], values: GivenValues): ArrayBufferView {
  if (values instanceof array) return values;
  // int64 comes as pairs of int32 where TensorFlow.js makes it.
  if (array === BigInt64Array && values instanceof Int32Array) return values;
  if (array === BigInt64Array) return BigInt64Array.from(values as readonly number[], BigInt);
  return (array as typeof Float32Array).from(values as unknown as readonly number[]);
}

/** A copy of the values of a TF_Tensor. */
export function readHostTensor(library: Library, tensor: bigint, type: number): HostValues {
  const length = Number(library.functions.TF_TensorByteSize(tensor));
  if (type === dataTypes.string) return readStrings(library, tensor, length);
  const values = new (hostArray(type).array)(new ArrayBuffer(length));
  if (length > 0) library.copy(values, library.functions.TF_TensorData(tensor), length);
  return values;
}
