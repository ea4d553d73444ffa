// Arrays as weight files hold them: a shape, a data type and the values on the host, row-major.

/** Each data type this package gives out and the typed array that holds it. */
export interface ArrayTypes {
  float32: Float32Array;
  float64: Float64Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  int32: Int32Array;
  uint32: Uint32Array;
  int64: BigInt64Array;
  uint64: BigUint64Array;
  bool: Uint8Array;
}

/** The name of a data type, as NumPy spells it. Half-precision values are widened to float32 when they are read. */
export type DataType = keyof ArrayTypes;

/** One array of a weight file. `data` holds the product of `shape` values, the last axis running fastest. */
export type NamedArray = {
  [D in DataType]: { readonly shape: readonly number[]; readonly dtype: D; readonly data: ArrayTypes[D] };
}[DataType];

/** Arrays by name, in the order of the file. */
export type NamedArrays = ReadonlyMap<string, NamedArray>;

/** The number of values in an array of this shape: 1 for the empty shape of a scalar. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1);
}
