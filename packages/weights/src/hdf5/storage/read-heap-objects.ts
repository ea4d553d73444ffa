// Objects of a heap, by the index that lists where they are: how HDF5 keeps many links or attributes.
import type { Cursor } from "../structure/cursor.ts";
import type { Hdf5Source } from "../structure/hdf5-source.ts";
import { openFractalHeap } from "./fractal-heap.ts";
import { readTreeRecords } from "./tree-records.ts";

/**
 * @param heap   address of a fractal heap
 * @param index  address of a version 2 B-tree
 * @param place  moves a record's cursor to the place in the heap
 */
export async function readHeapObjects(
  source: Hdf5Source,
  heap: number,
  index: number,
  place: (record: Cursor) => Cursor,
): Promise<readonly Cursor[]> {
  const { placeLength, read } = await openFractalHeap(source, heap);
  const objects: Cursor[] = [];
  for (const record of await readTreeRecords(source, index)) objects.push(await read(source.cursor(place(record).take(placeLength))));
  return objects;
}
