// Bytes to typed arrays: the one place that pairs a data type with its typed array.
import type { DataType, NamedArray } from "./named-array.ts";

/** Bytes each value of a data type takes. */
export const bytesPerValue: Readonly<Record<DataType, number>> = {
  float32: 4,
  float64: 8,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  bool: 1,
};

/** Views `bytes` (little-endian, whole) as an array; the buffer is shared, not copied. */
export function arrayOf(dtype: DataType, shape: readonly number[], bytes: ArrayBuffer): NamedArray {
  switch (dtype) {
    case "float32":
      return { dtype, shape, data: new Float32Array(bytes) };
    case "float64":
      return { dtype, shape, data: new Float64Array(bytes) };
    case "int8":
      return { dtype, shape, data: new Int8Array(bytes) };
    case "uint8":
      return { dtype, shape, data: new Uint8Array(bytes) };
    case "int16":
      return { dtype, shape, data: new Int16Array(bytes) };
    case "uint16":
      return { dtype, shape, data: new Uint16Array(bytes) };
    case "int32":
      return { dtype, shape, data: new Int32Array(bytes) };
    case "uint32":
      return { dtype, shape, data: new Uint32Array(bytes) };
    case "int64":
      return { dtype, shape, data: new BigInt64Array(bytes) };
    case "uint64":
      return { dtype, shape, data: new BigUint64Array(bytes) };
    case "bool":
      return { dtype, shape, data: new Uint8Array(bytes) };
  }
}
