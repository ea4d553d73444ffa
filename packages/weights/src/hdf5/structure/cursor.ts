// Reads little-endian fields one after the other. Sizes of addresses and lengths are a property of the file.
import { damaged } from "./damaged.ts";
import { lookup3 } from "./lookup3.ts";

/** How many bytes an address and a length take in this file. */
export interface FieldSizes {
  readonly address: number;
  readonly length: number;
}

export class Cursor {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sizes: FieldSizes;
  position = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>, sizes: FieldSizes) {
    this.bytes = bytes;
    this.sizes = sizes;
  }

  get left(): number {
    return this.bytes.length - this.position;
  }

  /** The next bytes, as a view. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (!(length >= 0 && length <= this.left)) throw damaged("has a structure that ends before its fields");
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  skip(length: number): this {
    this.take(length);
    return this;
  }

  /** An unsigned integer of up to 8 bytes; above 2^53 it is damage. */
  unsigned(length: number): number {
    const value = this.take(length).reduceRight((sum, byte) => sum * 256 + byte, 0);
    if (value > Number.MAX_SAFE_INTEGER) throw damaged("has a number that is larger than any file");
    return value;
  }

  u8(): number {
    return this.unsigned(1);
  }

  u16(): number {
    return this.unsigned(2);
  }

  u32(): number {
    return this.unsigned(4);
  }

  /** A size in bytes or values. */
  length(): number {
    return this.unsigned(this.sizes.length);
  }

  /** A position in the file; undefined where there is nothing, which HDF5 writes as all ones. */
  address(): number | undefined {
    const bytes = this.take(this.sizes.address);
    if (bytes.every((byte) => byte === 255)) return undefined;
    this.position -= bytes.length;
    return this.unsigned(bytes.length);
  }

  text(length: number): string {
    const bytes = this.take(length);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  /** The four letters that most structures open with. */
  signature(expected: string): this {
    const found = String.fromCharCode(...this.take(4));
    if (found !== expected) throw damaged(`has no ${expected} structure where one was expected`);
    return this;
  }

  /** The checksum of everything before it, which newer structures end with. */
  checksum(): this {
    const content = this.bytes.subarray(0, this.position);
    if (this.u32() !== lookup3(content)) throw damaged("has a structure whose checksum is not that of its content");
    return this;
  }

  /** Versions that are known; others may mean anything. */
  version(...known: readonly number[]): number {
    const version = this.u8();
    if (!known.includes(version)) throw damaged(`has a structure of version ${String(version)}; known are ${known.join(", ")}`);
    return version;
  }
}
