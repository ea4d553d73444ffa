import type { DataType } from "@tensorflow/tfjs-core";

import { dataTypes } from "../tensors/data-type.ts";

/** TensorFlow's number of a type of TensorFlow.js. */
export function toTensorFlowType(dtype: DataType): number {
  const type = (dataTypes as Readonly<Record<string, number | undefined>>)[dtype];
  if (type !== undefined) return type;
  throw new TypeError(`[tensorflow] dtype came as "${dtype}", expected float32, int32, bool, complex64 or string. Cast it first.`);
}

const names: Readonly<Record<number, DataType>> = {
  [dataTypes.float32]: "float32",
  [dataTypes.int32]: "int32",
  [dataTypes.int64]: "int32",
  [dataTypes.uint8]: "int32",
  [dataTypes.bool]: "bool",
  [dataTypes.complex64]: "complex64",
  [dataTypes.string]: "string",
  // A resource is passed on and never read.
  [dataTypes.resource]: "string",
};

/** The type that TensorFlow.js holds a tensor of TensorFlow's as. */
export function toTfjsType(type: number): DataType {
  const name = names[type];
  if (name !== undefined) return name;
  throw new TypeError(
    `[tensorflow] an operation gave TensorFlow's type ${type}, which TensorFlow.js does not have. Cast it to float32 within TensorFlow.`,
  );
}
