// What was done to a chunk before it was stored, undone in the opposite order.
import { damaged } from "../structure/damaged.ts";
import type { Filter } from "./read-layout.ts";

/**
 * @param mask    bit i is set where filter i was left out for this chunk
 * @param length  bytes of the chunk's values
 */
export async function undoFilters(
  stored: Uint8Array<ArrayBuffer>,
  filters: readonly Filter[],
  mask: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = stored;
  for (let index = filters.length - 1; index >= 0; index--) {
    const filter = filters[index];
    if (!filter || mask & (1 << index)) continue;
    if (filter.name === "deflate") bytes = await inflate(bytes, length + checksumsBefore(filters, index));
    else if (filter.name === "shuffle") bytes = unshuffle(bytes, filter.values[0] ?? 1);
    else bytes = bytes.subarray(0, Math.max(bytes.length - checksumLength, 0));
  }
  if (bytes.length !== length) throw damaged(`has a chunk of ${String(bytes.length)} bytes instead of ${String(length)}`);
  return bytes;
}

const checksumLength = 4;

/** A checksum that was added before compression comes out of it again. */
function checksumsBefore(filters: readonly Filter[], index: number): number {
  return filters.slice(0, index).filter(({ name }) => name === "fletcher32").length * checksumLength;
}

/** Unpacks into exactly the bytes that are expected, so that a small file cannot fill the memory. */
async function inflate(packed: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let position = 0;
  try {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (position + part.value.length > length) {
        await reader.cancel();
        throw damaged("has a chunk that unpacks to more than its values");
      }
      bytes.set(part.value, position);
      position += part.value.length;
    }
  } catch (cause) {
    throw damaged("has a chunk that cannot be unpacked", cause);
  }
  return bytes.subarray(0, position);
}

/** First all first bytes of the values, then all second ones, and so on. */
function unshuffle(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const count = Math.floor(bytes.length / Math.max(size, 1));
  const result = bytes.slice();
  for (let part = 0; part < size; part++)
    for (let index = 0; index < count; index++) result[index * size + part] = bytes[part * count + index] as number;
  return result;
}
