// Writes a safetensors file. The same arrays and metadata give the same bytes: arrays lie in the order of the map, widest values first
// (so that every array starts at a multiple of its own value size), metadata keys are sorted.
import { bytesPerValue } from "../array-of.ts";
import { valueCount, type NamedArray, type NamedArrays } from "../named-array.ts";
import { WeightsError } from "../weights-error.ts";
import { safetensorsName } from "./safetensors-type.ts";

/** The values start at a multiple of this many bytes, as the reference implementation wants it. */
const alignment = 8;

/** A float32 array whose data type goes without saying, such as a network's parameter. */
export type WritableArray = NamedArray | { readonly shape: readonly number[]; readonly data: Float32Array; readonly dtype?: undefined };

/**
 * Gives the bytes of a safetensors file, as parts of a Blob: the values are referenced, not copied, until the Blob is read.
 *
 * @param arrays    float16 and bfloat16 cannot be written; pass float32
 * @param metadata  free text by key
 * @throws WeightsError when an array's values do not fill its shape
 *
 * @example
 * const blob = writeSafetensors(new Map([["bias", { shape: [2], data: new Float32Array([1, 2]) }]]), { format: "demo" });
 */
export function writeSafetensors(
  arrays: NamedArrays | ReadonlyMap<string, WritableArray>,
  metadata: Readonly<Record<string, string>> = {},
): Blob {
  const header: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  if (Object.keys(metadata).length > 0) header["__metadata__"] = Object.fromEntries(Object.entries(metadata).sort(byKey));
  const parts: BlobPart[] = [];
  let position = 0;
  for (const [name, array] of [...arrays].sort(
    ([, a], [, b]) => bytesPerValue[b.dtype ?? "float32"] - bytesPerValue[a.dtype ?? "float32"],
  )) {
    const { shape, data, dtype = "float32" } = array;
    if (name === "__metadata__")
      throw new WeightsError(`[writeSafetensors] An array is named "__metadata__", which the format keeps for itself. Rename it.`);
    if (data.length !== valueCount(shape)) {
      throw new WeightsError(
        `[writeSafetensors] ${name} has ${String(data.length)} values, but its shape [${shape.join(", ")}] holds ${String(valueCount(shape))}. Mend the shape.`,
      );
    }
    const end = position + data.byteLength;
    header[name] = { dtype: safetensorsName[dtype], shape, data_offsets: [position, end] };
    parts.push(data as BlobPart);
    position = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padding = (alignment - (json.length % alignment)) % alignment;
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(json.length + padding), true);
  return new Blob([length, json, " ".repeat(padding), ...parts], { type: "application/octet-stream" });
}

function byKey([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}
