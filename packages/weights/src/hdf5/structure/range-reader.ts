// Bytes of a file by position. HDF5's directory is many small structures; near ones come in one read.
import { damaged } from "./damaged.ts";

export interface RangeReader {
  readonly size: number;
  /** @throws WeightsError where the range leaves the file */
  read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

const pageLength = 2 ** 14;
/** 4 MB of pages: more than the directory of a network takes. */
const maximumPages = 256;

/** Reads a Blob: small ranges by the page, which is kept; large ones as they are. */
export function blobReader(source: Blob): RangeReader {
  const pages = new Map<number, Promise<Uint8Array<ArrayBuffer>>>();
  const fetch = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = new Uint8Array(await source.slice(start, end).arrayBuffer());
    if (bytes.length !== end - start) throw damaged(`ended at byte ${String(start + bytes.length)}`);
    return bytes;
  };
  const page = (index: number): Promise<Uint8Array<ArrayBuffer>> => {
    const known = pages.get(index);
    if (known) return known;
    const [oldest] = pages.keys();
    if (pages.size >= maximumPages && oldest !== undefined) pages.delete(oldest);
    const coming = fetch(index * pageLength, Math.min((index + 1) * pageLength, source.size));
    pages.set(index, coming);
    return coming;
  };
  return {
    size: source.size,
    async read(start, length) {
      checkRange(start, length, source.size);
      if (length === 0) return new Uint8Array(0);
      if (length > pageLength) return fetch(start, start + length);
      const [first, last] = [Math.floor(start / pageLength), Math.floor((start + length - 1) / pageLength)];
      const bytes = new Uint8Array(length);
      for (let index = first; index <= last; index++) {
        const content = await page(index);
        const offset = start - index * pageLength;
        bytes.set(content.subarray(Math.max(offset, 0), offset + length), Math.max(-offset, 0));
      }
      return bytes;
    },
  };
}

/** Reads bytes that are in memory already. What it gives are views. */
export function bytesReader(bytes: Uint8Array<ArrayBuffer>): RangeReader {
  return {
    size: bytes.length,
    read(start, length) {
      checkRange(start, length, bytes.length);
      return Promise.resolve(bytes.subarray(start, start + length));
    },
  };
}

function checkRange(start: number, length: number, size: number): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(length) || start < 0 || length < 0 || start + length > size) {
    throw damaged(`points to bytes ${String(start)} to ${String(start + length)}, but takes ${String(size)}`);
  }
}
