// The values of an array: where they are, what they are, and their bytes in this machine's order.
import { valueCount } from "../../named-array.ts";
import { WeightsError } from "../../weights-error.ts";
import { damaged } from "../structure/damaged.ts";
import type { Hdf5Source } from "../structure/hdf5-source.ts";
import { messageTypes, type Message } from "../structure/read-messages.ts";
import { readShape } from "../structure/read-shape.ts";
import { readValueType, type ValueType } from "../structure/read-value-type.ts";
import { maximumExpansion, maximumLength } from "./limits.ts";
import { readChunks } from "./read-chunks.ts";
import { readFilters, readLayout, type Filter, type Layout } from "./read-layout.ts";

export interface Values {
  readonly type: Extract<ValueType, { kind: "number" }>;
  readonly shape: readonly number[];
  /** Little-endian, nothing else in the buffer. */
  readonly bytes: ArrayBuffer;
}

/**
 * @param path    for errors
 * @param stated  the type that an attribute states where HDF5 has none: h5py writes bfloat16 as bytes without a meaning
 */
export async function readValues(
  source: Hdf5Source,
  path: string,
  messages: readonly Message[],
  stated: () => Promise<string | undefined>,
): Promise<Values> {
  const find = (type: number): Message | undefined => messages.find((message) => message.type === type);
  const [dataspace, datatype, layoutMessage, filterMessage] = [
    messageTypes.dataspace,
    messageTypes.datatype,
    messageTypes.layout,
    messageTypes.filters,
  ].map(find);
  if (!dataspace || !datatype || !layoutMessage) throw damaged(`does not say what /${path} is`);
  const shape = readShape(dataspace.content);
  const written = readValueType(datatype.content);
  const isBfloat16 = written.kind === "other" && written.size === 2 && (await stated()) === "bfloat16";
  const type: ValueType = isBfloat16 ? { kind: "number", dtype: "bfloat16", isBigEndian: false, size: 2 } : written;
  if (type.kind !== "number")
    throw new WeightsError(`[readHdf5] /${path} holds ${describe(type)}; numbers can be read. Check that it is an array of weights.`);
  if (!shape) throw damaged(`has no values at /${path}`);
  const length = valueCount(shape) * type.size;
  const layout = readLayout(layoutMessage.content);
  if (!(length <= Math.min(maximumLength, source.size * (layout.kind === "chunked" ? maximumExpansion : 1)))) {
    throw damaged(`claims ${String(length)} bytes at /${path}, but takes ${String(source.size)}`);
  }
  const filters = filterMessage ? readFilters(filterMessage.content) : [];
  const bytes =
    length === 0 ? new Uint8Array(0) : await readBytes(source, path, layout, { shape, valueLength: type.size, filters, length });
  // A buffer of its own: views of a file in memory would keep the whole of it.
  const own = bytes.buffer.byteLength === length && layout.kind !== "compact" ? bytes : bytes.slice();
  if (type.isBigEndian) reverseEach(own, type.size);
  return { type, shape, bytes: own.buffer };
}

interface Wanted {
  readonly shape: readonly number[];
  readonly valueLength: number;
  readonly filters: readonly Filter[];
  readonly length: number;
}

async function readBytes(source: Hdf5Source, path: string, layout: Layout, { length, ...array }: Wanted): Promise<Uint8Array<ArrayBuffer>> {
  if (layout.kind === "compact") return exactly(path, layout.bytes, length);
  if (layout.kind === "contiguous") {
    if (layout.address === undefined) throw damaged(`has no values at /${path}`);
    return exactly(path, await source.bytes(layout.address, layout.length), length);
  }
  const bytes = new Uint8Array(length);
  await readChunks(source, { ...array, layout }, bytes);
  return bytes;
}

function exactly(path: string, bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (bytes.length !== length) throw damaged(`has ${String(bytes.length)} bytes at /${path} instead of ${String(length)}`);
  return bytes;
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

function describe(type: Exclude<ValueType, { kind: "number" }>): string {
  return type.kind === "other" ? `values of the type ${type.name}` : "texts";
}
