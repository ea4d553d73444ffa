// The members of a group, in the three ways in which HDF5 keeps them. Specification, sections III.A, III.C and IV.A.2.g.
import { readHeapObjects } from "../storage/read-heap-objects.ts";
import type { Cursor } from "./cursor.ts";
import { damaged } from "./damaged.ts";
import type { Hdf5Source } from "./hdf5-source.ts";
import { messageTypes, type Message } from "./read-messages.ts";

/** Addresses of object headers by name. */
export type Links = ReadonlyMap<string, number>;

/** A name index of a group with a thousand members takes three levels. */
const maximumDepth = 20;

/** The links of a group; undefined for an object that is not one. Links to other files and by path are left out. */
export async function readLinks(source: Hdf5Source, messages: readonly Message[]): Promise<Links | undefined> {
  const links = new Map<string, number>();
  let isGroup = false;
  for (const { type, content } of messages) {
    if (type === messageTypes.symbolTable) {
      isGroup = true;
      const [tree, heap] = [content.address(), content.address()];
      if (tree === undefined || heap === undefined) throw damaged("has a group without a list of members");
      await readSymbolTree(source, tree, await readLocalHeap(source, heap), links, maximumDepth);
    } else if (type === messageTypes.link) {
      isGroup = true;
      addLink(content, links);
    } else if (type === messageTypes.linkInfo) {
      isGroup = true;
      content.version(0);
      if (content.u8() & 1) content.skip(8);
      const [heap, index] = [content.address(), content.address()];
      if (heap === undefined || index === undefined) continue;
      // Each record of the index: a checksum of the name, then the place in the heap.
      for (const object of await readHeapObjects(source, heap, index, (record) => record.skip(4))) addLink(object, links);
    }
  }
  return isGroup ? links : undefined;
}

/** A link message: flags tell the length of the name's length and which fields are there. */
function addLink(content: Cursor, links: Map<string, number>): void {
  content.version(1);
  const flags = content.u8();
  const type = flags & 8 ? content.u8() : 0;
  content.skip((flags & 4 ? 8 : 0) + (flags & 16 ? 1 : 0));
  const name = content.text(content.unsigned(2 ** (flags & 3)));
  const address = type === 0 ? content.address() : undefined;
  if (address !== undefined) links.set(name, address);
}

async function readLocalHeap(source: Hdf5Source, address: number): Promise<Cursor> {
  const header = await source.structure(address, 8 + source.sizes.length * 2 + source.sizes.address);
  header.signature("HEAP").version(0);
  const length = header.skip(3).length();
  header.length();
  const segment = header.address();
  if (segment === undefined) throw damaged("has a group without names");
  return source.structure(segment, length);
}

/** Version 1 B-trees hold, on level 0, nodes of members. */
async function readSymbolTree(
  source: Hdf5Source,
  address: number,
  names: Cursor,
  links: Map<string, number>,
  depth: number,
): Promise<void> {
  if (depth === 0) throw damaged("has a group whose index never ends");
  const { address: wide, length: long } = source.sizes;
  const head = await source.structure(address, 8);
  const [type, level, count] = [head.signature("TREE").u8(), head.u8(), head.u16()];
  if (type !== 0) throw damaged("has a group with another's index");
  const children = await source.structure(address + 8 + wide * 2, count * (long + wide) + long);
  for (let index = 0; index < count; index++) {
    children.length();
    const child = children.address();
    if (child === undefined) throw damaged("has a group whose index leads nowhere");
    if (level > 0) await readSymbolTree(source, child, names, links, depth - 1);
    else await readSymbols(source, child, names, links);
  }
}

async function readSymbols(source: Hdf5Source, address: number, names: Cursor, links: Map<string, number>): Promise<void> {
  const { address: wide } = source.sizes;
  const head = await source.structure(address, 8);
  head.signature("SNOD").version(1);
  const count = head.skip(1).u16();
  const entries = await source.structure(address + 8, count * (wide * 2 + 24));
  for (let index = 0; index < count; index++) {
    const [name, header, cache] = [entries.address(), entries.address(), entries.u32()];
    entries.skip(20);
    if (name === undefined || name >= names.bytes.length) throw damaged("has a member without a name");
    names.position = name;
    // A cache of type 2 is a link by path.
    if (header !== undefined && cache !== 2) links.set(names.text(names.left), header);
  }
}
