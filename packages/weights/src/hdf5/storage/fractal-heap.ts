// Fractal heaps: objects of any size in blocks that double. Specification, section III.G. Read only as far as links and attributes need.
import type { Cursor } from "../structure/cursor.ts";
import { damaged, unsupported } from "../structure/damaged.ts";
import type { Hdf5Source } from "../structure/hdf5-source.ts";

export interface FractalHeap {
  /** Bytes that the place of an object takes. */
  readonly placeLength: number;
  /** The object at a place. */
  readonly read: (place: Cursor) => Promise<Cursor>;
}

/** The heap's table of blocks: rows of `width` blocks; the first two rows have the smallest, each further row twice the size. */
interface Table {
  readonly width: number;
  readonly smallest: number;
  readonly largestDirect: number;
  readonly offsetLength: number;
}

export async function openFractalHeap(source: Hdf5Source, address: number): Promise<FractalHeap> {
  const { address: wide, length: long } = source.sizes;
  const header = await source.structure(address, 26 + wide * 3 + long * 12);
  header.signature("FRHP").version(0);
  const [placeLength, filtersLength] = [header.u16(), header.u16()];
  if (filtersLength > 0) throw unsupported("compresses its directory");
  const largestManaged = header.skip(1).u32();
  // Huge objects, free space, and counts, none of which reading needs.
  header.skip(long + wide + long + wide + long * 8);
  const [width, smallest, largestDirect, offsetBits] = [header.u16(), header.length(), header.length(), header.u16()];
  const root = header.skip(2).address();
  const rows = header.u16();
  header.checksum();
  if (root === undefined || width === 0 || smallest === 0 || largestDirect < smallest || offsetBits > 64)
    throw damaged("has a heap of an impossible form");
  const table: Table = { width, smallest, largestDirect, offsetLength: Math.ceil(offsetBits / 8) };
  const lengthLength = Math.min(Math.ceil(Math.log2(largestDirect) / 8), Math.floor(Math.log2(Math.max(largestManaged, 1)) / 8) + 1);
  return {
    placeLength,
    async read(place) {
      const kind = (place.u8() >> 4) & 3;
      // A tiny object lies in the place itself; its length, less one, is in the low bits of the first byte.
      if (kind === 2) return source.cursor(place.take(((place.bytes[0] ?? 0) & 15) + 1));
      if (kind !== 0) throw unsupported("has an attribute of more than 64 kB");
      const [offset, length] = [place.unsigned(table.offsetLength), place.unsigned(lengthLength)];
      const start = rows === 0 ? root + offset : await locate(source, table, root, rows, 0, offset, 0);
      return source.structure(start, length);
    },
  };
}

/** Where the byte of a heap's offset lies in the file: down through indirect blocks to a direct one. */
async function locate(
  source: Hdf5Source,
  table: Table,
  address: number,
  rows: number,
  base: number,
  offset: number,
  depth: number,
): Promise<number> {
  if (depth > 16 || rows > 64) throw damaged("has a heap that never ends");
  let start = base;
  for (let row = 0; row < rows; row++) {
    const size = table.smallest * 2 ** Math.max(row - 1, 0);
    const column = Math.floor((offset - start) / size);
    if (column < table.width) {
      const entry = row * table.width + column;
      const child = await source.structure(
        address + 5 + source.sizes.address + table.offsetLength + entry * source.sizes.address,
        source.sizes.address,
      );
      const block = child.address();
      if (block === undefined) throw damaged("has a heap that leads nowhere");
      const blockStart = start + column * size;
      if (size <= table.largestDirect) return block + offset - blockStart;
      // An indirect block covers as much as a direct one of its row would.
      return locate(source, table, block, Math.log2(size / (table.smallest * table.width)) + 1, blockStart, offset, depth + 1);
    }
    start += table.width * size;
  }
  throw damaged("has a heap that is smaller than its objects' places");
}
