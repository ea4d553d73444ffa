// The datatype message: what one value is. Specification, section IV.A.2.d.
import type { DataType } from "../../named-array.ts";
import type { Cursor } from "./cursor.ts";

/** What this package can read of values; `other` can be told about, but not read. */
export type ValueType = { readonly size: number } & (
  | { readonly kind: "number"; readonly dtype: DataType | "float16" | "bfloat16"; readonly isBigEndian: boolean }
  | { readonly kind: "text" }
  | { readonly kind: "texts elsewhere" }
  | { readonly kind: "other"; readonly name: string }
);

const classNames = [
  "integer",
  "float",
  "time",
  "text",
  "bits",
  "opaque",
  "compound",
  "reference",
  "enumeration",
  "variable length",
  "array",
];
const integers: Readonly<Record<number, "int8" | "int16" | "int32" | "int64">> = { 1: "int8", 2: "int16", 4: "int32", 8: "int64" };
/** By the size, the position and size of the exponent: the formats of IEEE 754, and bfloat16. */
const floats: Readonly<Record<string, DataType | "float16" | "bfloat16">> = {
  "2 10 5": "float16",
  "2 7 8": "bfloat16",
  "4 23 8": "float32",
  "8 52 11": "float64",
};

export function readValueType(content: Cursor): ValueType {
  const [first, bits, , , size] = [content.u8(), content.u8(), content.u8(), content.u8(), content.u32()];
  const typeClass = first & 15;
  const name = classNames[typeClass] ?? `class ${String(typeClass)}`;
  if (typeClass === 0) {
    const signed = integers[size];
    const dtype = signed && (bits & 8 ? signed : (`u${signed}` as const));
    if (dtype) return { kind: "number", dtype, isBigEndian: (bits & 1) !== 0, size };
  }
  if (typeClass === 1) {
    const [exponentStart, exponentSize] = [content.skip(4).u8(), content.u8()];
    const dtype = floats[`${String(size)} ${String(exponentStart)} ${String(exponentSize)}`];
    if (dtype) return { kind: "number", dtype, isBigEndian: (bits & 1) !== 0, size };
  }
  if (typeClass === 3 && size > 0) return { kind: "text", size };
  // The low four bits tell a text from another list.
  if (typeClass === 9 && (bits & 15) === 1) return { kind: "texts elsewhere", size };
  return { kind: "other", name: `${name} of ${String(size)} bytes`, size };
}
