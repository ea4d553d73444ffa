// Arrays in chunks: a version 1 B-tree says where each is. Specification, section III.A.1.
import { damaged } from "../structure/damaged.ts";
import type { Hdf5Source } from "../structure/hdf5-source.ts";
import { maximumExpansion, maximumLength } from "./limits.ts";
import type { Filter, Layout } from "./read-layout.ts";
import { undoFilters } from "./undo-filters.ts";

const maximumDepth = 20;

interface ChunkedArray {
  readonly shape: readonly number[];
  readonly valueLength: number;
  readonly layout: Extract<Layout, { kind: "chunked" }>;
  readonly filters: readonly Filter[];
}

/** The values of all chunks, row-major; those of chunks that were never written stay 0. */
export async function readChunks(source: Hdf5Source, array: ChunkedArray, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { layout, shape } = array;
  if (layout.chunk.length !== shape.length) throw damaged("has chunks of another rank than their array");
  const length = layout.chunk.reduce((product, size) => product * size, array.valueLength);
  if (length > Math.min(source.size * maximumExpansion, maximumLength)) throw damaged(`has chunks of ${String(length)} bytes`);
  const most = shape.reduce((count, size, axis) => count * Math.ceil(size / (layout.chunk[axis] ?? 1)), 1);
  if (layout.index === undefined) return;
  for (const { address, storedLength, mask, corner } of await listChunks(source, layout.index, shape.length, most)) {
    place(array, corner, await undoFilters(await source.bytes(address, storedLength), array.filters, mask, length), bytes);
  }
}

interface Chunk {
  readonly address: number;
  readonly storedLength: number;
  readonly mask: number;
  /** Of its first value in the array. */
  readonly corner: readonly number[];
}

/** @param most  chunks that the array has room for */
async function listChunks(source: Hdf5Source, root: number, rank: number, most: number): Promise<readonly Chunk[]> {
  const wide = source.sizes.address;
  const keyLength = 8 + 8 * (rank + 1);
  const chunks: Chunk[] = [];
  const visit = async (address: number, depth: number): Promise<void> => {
    const head = await source.structure(address, 8);
    const [type, level, count] = [head.signature("TREE").u8(), head.u8(), head.u16()];
    if (type !== 1 || depth === 0) throw damaged("has an array with an index of an impossible form");
    const entries = await source.structure(address + 8 + wide * 2, count * (keyLength + wide));
    for (let index = 0; index < count; index++) {
      const [storedLength, mask] = [entries.u32(), entries.u32()];
      const corner = Array.from({ length: rank }, () => entries.unsigned(8));
      const child = entries.skip(8).address();
      if (child === undefined) throw damaged("has an array whose index leads nowhere");
      if (level > 0) await visit(child, depth - 1);
      else if (chunks.push({ address: child, storedLength, mask, corner }) > most)
        throw damaged("has more chunks than their array has room for");
    }
  };
  await visit(root, maximumDepth);
  return chunks;
}

/** Copies a chunk into the array row by row; what of it lies outside the array is filling. */
function place({ shape, layout, valueLength }: ChunkedArray, corner: readonly number[], chunk: Uint8Array, bytes: Uint8Array): void {
  const last = shape.length - 1;
  if (last < 0) {
    bytes.set(chunk);
    return;
  }
  const at = (list: readonly number[], axis: number): number => list[axis] ?? 0;
  const rowLength = Math.max(Math.min(at(layout.chunk, last), at(shape, last) - at(corner, last)), 0);
  const visit = (axis: number, from: number, to: number): void => {
    if (axis === last) {
      bytes.set(
        chunk.subarray(from * at(layout.chunk, last) * valueLength).subarray(0, rowLength * valueLength),
        (to * at(shape, last) + at(corner, last)) * valueLength,
      );
      return;
    }
    const rows = Math.min(at(layout.chunk, axis), at(shape, axis) - at(corner, axis));
    for (let row = 0; row < rows; row++)
      visit(axis + 1, from * at(layout.chunk, axis) + row, to * at(shape, axis) + at(corner, axis) + row);
  };
  if (rowLength > 0) visit(0, 0, 0);
}
