// A file with the sizes of its fields, and a limit on how much is followed, so that pointers in a circle come to an end.
import { Cursor, type FieldSizes } from "./cursor.ts";
import { damaged } from "./damaged.ts";
import type { RangeReader } from "./range-reader.ts";

/** A network of a thousand layers takes about 20,000 structures of 1 kB. */
const maximumStructures = 200_000;
const maximumBytes = 2 ** 28;

export class Hdf5Source {
  readonly sizes: FieldSizes;
  readonly #reader: RangeReader;
  readonly #base: number;
  #structures = 0;
  #bytes = 0;

  constructor(reader: RangeReader, sizes: FieldSizes, base: number) {
    this.#reader = reader;
    this.sizes = sizes;
    this.#base = base;
  }

  get size(): number {
    return this.#reader.size;
  }

  /** Reads a structure of a known length. */
  async structure(address: number, length: number): Promise<Cursor> {
    this.#structures++;
    this.#bytes += length;
    if (this.#structures > maximumStructures || this.#bytes > maximumBytes) throw damaged("has a directory that never ends");
    return this.cursor(await this.bytes(address, length));
  }

  /** Reads values. */
  bytes(address: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#reader.read(this.#base + address, length);
  }

  cursor(bytes: Uint8Array<ArrayBuffer>): Cursor {
    return new Cursor(bytes, this.sizes);
  }
}
