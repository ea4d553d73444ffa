// Version 2 B-trees: records in the order of a key. Specification, section III.A.2.
import type { Cursor } from "../structure/cursor.ts";
import { damaged } from "../structure/damaged.ts";
import type { Hdf5Source } from "../structure/hdf5-source.ts";

/** Signature, version, type and checksum around the records of a node. */
const nodeOverhead = 10;
const maximumDepth = 16;

/** How the nodes of one tree are written. */
interface Tree {
  readonly nodeLength: number;
  readonly recordLength: number;
  /** By depth from the leaves: bytes that the count of a whole subtree takes. */
  readonly countLengths: readonly number[];
  /** Bytes that the count of one node takes. */
  readonly countLength: number;
}

/** All records of a tree, in order. */
export async function readTreeRecords(source: Hdf5Source, address: number): Promise<readonly Cursor[]> {
  const header = await source.structure(address, 22 + source.sizes.address + source.sizes.length);
  header.signature("BTHD").version(0);
  const [nodeLength, recordLength, depth] = [header.skip(1).u32(), header.u16(), header.u16()];
  const root = header.skip(2).address();
  const count = header.u16();
  header.length();
  header.checksum();
  if (root === undefined) return [];
  if (recordLength === 0 || nodeLength <= nodeOverhead + recordLength || depth > maximumDepth)
    throw damaged("has an index of an impossible form");
  const records: Cursor[] = [];
  await readNode(source, measure(source, nodeLength, recordLength, depth), root, count, depth, records);
  return records;
}

/** The lengths follow from how many records fit: each count takes the bytes that the largest possible count needs. */
function measure(source: Hdf5Source, nodeLength: number, recordLength: number, depth: number): Tree {
  let most = Math.floor((nodeLength - nodeOverhead) / recordLength);
  const countLength = bytesFor(most);
  const countLengths = [0];
  let below = most;
  for (let level = 1; level <= depth; level++) {
    const pointer = source.sizes.address + countLength + (countLengths[level - 1] ?? 0);
    most = Math.floor((nodeLength - nodeOverhead - pointer) / (recordLength + pointer));
    below = (most + 1) * below + most;
    countLengths.push(bytesFor(below));
  }
  return { nodeLength, recordLength, countLengths, countLength };
}

const bytesFor = (limit: number): number => Math.floor(Math.log2(Math.max(limit, 1)) / 8) + 1;

async function readNode(source: Hdf5Source, tree: Tree, address: number, count: number, depth: number, records: Cursor[]): Promise<void> {
  const node = await source.structure(address, tree.nodeLength);
  node.signature(depth === 0 ? "BTLF" : "BTIN").version(0);
  node.skip(1);
  const own = Array.from({ length: count }, () => source.cursor(node.take(tree.recordLength)));
  if (depth === 0) {
    node.checksum();
    records.push(...own);
    return;
  }
  const children = Array.from({ length: count + 1 }, () => {
    const [next, size] = [node.address(), node.unsigned(tree.countLength)];
    if (depth > 1) node.skip(tree.countLengths[depth - 1] ?? 0);
    return { next, size };
  });
  node.checksum();
  for (const [child, { next, size }] of children.entries()) {
    if (next === undefined) throw damaged("has an index that leads nowhere");
    await readNode(source, tree, next, size, depth - 1, records);
    const record = own[child];
    if (record) records.push(record);
  }
}
