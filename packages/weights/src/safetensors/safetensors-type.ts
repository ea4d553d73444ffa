// The data types of safetensors: their names in the header, their size, and what they become here.
import { arrayOf } from "../array-of.ts";
import { widenBfloat16, widenFloat16 } from "../half-precision.ts";
import type { DataType, NamedArray } from "../named-array.ts";

interface SafetensorsType {
  readonly bytes: number;
  readonly read: (shape: readonly number[], bytes: ArrayBuffer) => NamedArray;
}

const plain = (dtype: DataType, bytes: number): SafetensorsType => ({ bytes, read: (shape, data) => arrayOf(dtype, shape, data) });

/** By the name in the header. 8-bit floats are left out: no network here holds them. */
export const safetensorsTypes: ReadonlyMap<string, SafetensorsType> = new Map([
  ["F64", plain("float64", 8)],
  ["F32", plain("float32", 4)],
  ["F16", { bytes: 2, read: (shape, bytes) => ({ dtype: "float32", shape, data: widenFloat16(bytes) }) }],
  ["BF16", { bytes: 2, read: (shape, bytes) => ({ dtype: "float32", shape, data: widenBfloat16(bytes) }) }],
  ["I64", plain("int64", 8)],
  ["I32", plain("int32", 4)],
  ["I16", plain("int16", 2)],
  ["I8", plain("int8", 1)],
  ["U64", plain("uint64", 8)],
  ["U32", plain("uint32", 4)],
  ["U16", plain("uint16", 2)],
  ["U8", plain("uint8", 1)],
  ["BOOL", plain("bool", 1)],
]);

/** The header's name of a data type. */
export const safetensorsName: Readonly<Record<DataType, string>> = {
  float64: "F64",
  float32: "F32",
  int64: "I64",
  int32: "I32",
  int16: "I16",
  int8: "I8",
  uint64: "U64",
  uint32: "U32",
  uint16: "U16",
  uint8: "U8",
  bool: "BOOL",
};
