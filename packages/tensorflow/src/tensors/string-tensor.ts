// Strings inside a TF_Tensor: 24 bytes each, which hold up to 22 characters themselves and the address of more. Source: tf_tstring.h.
import type { Library } from "../library/open-library.ts";
import { dataTypes } from "./data-type.ts";

const bytesOfString = 24;

/** A TF_Tensor of strings. Long ones live in memory that only `freeStrings` gives back. */
export function writeStrings(library: Library, dimensions: BigInt64Array, size: number, values: readonly (Uint8Array | string)[]): bigint {
  if (values.length !== size) {
    throw new RangeError(`[tensorflow] ${values.length} strings came for a tensor of ${size} places. Pass one for each place.`);
  }
  const { functions } = library;
  const tensor = functions.TF_AllocateTensor(dataTypes.string, dimensions, dimensions.length, size * bytesOfString);
  const start = size === 0 ? 0n : functions.TF_TensorData(tensor);
  for (const [index, value] of values.entries()) {
    const place = start + BigInt(index * bytesOfString);
    const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
    functions.TF_StringInit(place);
    functions.TF_StringCopy(place, bytes, bytes.byteLength);
  }
  return tensor;
}

/** @param length bytes of the tensor's own */
export function readStrings({ functions, copy }: Library, tensor: bigint, length: number): Uint8Array[] {
  const start = length === 0 ? 0n : functions.TF_TensorData(tensor);
  return Array.from({ length: length / bytesOfString }, (_, index) => {
    const place = start + BigInt(index * bytesOfString);
    const bytes = new Uint8Array(Number(functions.TF_StringGetSize(place)));
    if (bytes.length > 0) copy(bytes, functions.TF_StringGetDataPointer(place), bytes.length);
    return bytes;
  });
}

/** Gives back what `writeStrings` took beside the tensor. Nothing else may still use its strings. */
export function freeStrings({ functions }: Library, tensor: bigint): void {
  const length = Number(functions.TF_TensorByteSize(tensor));
  const start = length === 0 ? 0n : functions.TF_TensorData(tensor);
  for (let offset = 0; offset < length; offset += bytesOfString) functions.TF_StringDealloc(start + BigInt(offset));
}
