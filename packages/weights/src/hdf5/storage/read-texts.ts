// Texts: of one fixed size, or elsewhere in global heaps. Specification, section III.E.
import type { Cursor } from "../structure/cursor.ts";
import { damaged } from "../structure/damaged.ts";
import type { Hdf5Source } from "../structure/hdf5-source.ts";

/** A model's configuration is the longest text met; this is a hundred times that. */
const maximumHeapLength = 2 ** 28;

/** Texts of one size, filled up with zeros. */
export function fixedTexts(content: Cursor, size: number, count: number): string[] {
  return Array.from({ length: count }, () => content.text(size));
}

/** Texts whose length and place the content tells. */
export async function textsElsewhere(source: Hdf5Source, content: Cursor, count: number): Promise<string[]> {
  const heaps = new Map<number, Promise<ReadonlyMap<number, Uint8Array<ArrayBuffer>>>>();
  const texts: string[] = [];
  for (let index = 0; index < count; index++) {
    const [length, heap, object] = [content.u32(), content.address(), content.u32()];
    // An empty text is nowhere, which some writers tell by the address 0.
    if (heap === undefined || heap === 0 || length === 0) {
      texts.push("");
      continue;
    }
    const objects = heaps.get(heap) ?? readGlobalHeap(source, heap);
    heaps.set(heap, objects);
    const bytes = (await objects).get(object);
    if (!bytes || bytes.length < length) throw damaged("has a text that leads nowhere");
    texts.push(source.cursor(bytes).text(length));
  }
  return texts;
}

async function readGlobalHeap(source: Hdf5Source, address: number): Promise<ReadonlyMap<number, Uint8Array<ArrayBuffer>>> {
  const { length: long } = source.sizes;
  const head = await source.structure(address, 8 + long);
  head.signature("GCOL").version(1);
  const length = head.skip(3).length();
  if (length > maximumHeapLength) throw damaged(`has texts of ${String(length)} bytes`);
  const heap = (await source.structure(address, length)).skip(8 + long);
  const objects = new Map<number, Uint8Array<ArrayBuffer>>();
  while (heap.left >= 8 + long) {
    const index = heap.u16();
    const size = heap.skip(6).length();
    // Object 0 is the free space at the end.
    if (index === 0) break;
    objects.set(index, heap.take(size));
    heap.skip(Math.min((8 - (size % 8)) % 8, heap.left));
  }
  return objects;
}
