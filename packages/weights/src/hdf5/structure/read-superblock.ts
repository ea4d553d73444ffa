// The superblock: where everything starts. HDF5 file format specification, section II.
import { Cursor } from "./cursor.ts";
import { damaged, unsupported } from "./damaged.ts";
import { Hdf5Source } from "./hdf5-source.ts";
import type { RangeReader } from "./range-reader.ts";

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** The longest superblock with addresses of 8 bytes takes 100 bytes. */
const longest = 100;

export interface Superblock {
  readonly source: Hdf5Source;
  /** Where the root group's object header is. */
  readonly root: number;
}

/** @throws WeightsError when the file is not HDF5 or shorter than it was when it was written */
export async function readSuperblock(reader: RangeReader): Promise<Superblock> {
  const bytes = await reader.read(0, Math.min(longest, reader.size));
  if (signature.some((byte, index) => bytes[index] !== byte)) throw damaged("does not start with HDF5's signature");
  const start = new Cursor(bytes, { address: 8, length: 8 }).skip(signature.length);
  const version = start.version(0, 1, 2, 3);
  if (version < 2) start.skip(4);
  const sizes = { address: start.u8(), length: start.u8() };
  for (const size of Object.values(sizes))
    if (![4, 8].includes(size)) throw unsupported(`has addresses or lengths of ${String(size)} bytes`);
  const fields = new Cursor(bytes, sizes).skip(start.position);
  // Version 0 and 1: a reserved byte, two numbers about groups, flags (version 1: one number more). Later versions: flags.
  fields.skip(version === 0 ? 9 : version === 1 ? 13 : 1);
  const base = fields.address() ?? 0;
  fields.address();
  const end = fields.address() ?? 0;
  if (base + end > reader.size + base) throw damaged(`took ${String(end)} bytes when it was written, but takes ${String(reader.size)} now`);
  // Versions 0 and 1: the driver's block, then the root group as an entry of a symbol table, whose first field is its name.
  if (version < 2) fields.address();
  const root = (version < 2 ? fields.skip(sizes.address) : fields).address();
  if (version >= 2) fields.checksum();
  if (root === undefined) throw damaged("has no root group");
  return { source: new Hdf5Source(reader, sizes, base), root };
}
