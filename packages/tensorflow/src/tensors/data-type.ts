// TensorFlow's types of elements: tensorflow/core/framework/types.proto.

/** Number of each type, as the C interface has it. */
export const dataTypes = {
  float32: 1,
  int32: 3,
  uint8: 4,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  resource: 20,
} as const;

/** Numbers of a tensor on the host. complex64 is pairs of real and imaginary part; a string is its bytes. */
export type HostValues = Float32Array | Int32Array | Uint8Array | BigInt64Array | Uint8Array[];

type NumericArray = typeof Float32Array | typeof Int32Array | typeof Uint8Array | typeof BigInt64Array;

/** How the host holds each type: the array and how many bytes an element takes. */
const arrays: Readonly<Record<number, { readonly array: NumericArray; readonly bytes: number }>> = {
  [dataTypes.float32]: { array: Float32Array, bytes: 4 },
  [dataTypes.int32]: { array: Int32Array, bytes: 4 },
  [dataTypes.uint8]: { array: Uint8Array, bytes: 1 },
  [dataTypes.complex64]: { array: Float32Array, bytes: 8 },
  [dataTypes.int64]: { array: BigInt64Array, bytes: 8 },
  [dataTypes.bool]: { array: Uint8Array, bytes: 1 },
};

/** @throws TypeError for a type that has no form on the host */
export function hostArray(type: number): { readonly array: NumericArray; readonly bytes: number } {
  const found = arrays[type];
  if (found) return found;
  throw new TypeError(
    `[tensorflow] a tensor came of TensorFlow's type ${type}, expected one of ${Object.keys(dataTypes).join(", ")} with values. Cast it first.`,
  );
}
