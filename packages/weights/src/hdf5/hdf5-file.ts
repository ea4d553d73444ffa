// What this package needs of an HDF5 file: children, attributes of text, and arrays. Every answer of the library is checked, because its
// JavaScript layer does not: a failed read would otherwise hand out whatever lay in memory.
import { arrayOf } from "../array-of.ts";
import { widenFloat16 } from "../half-precision.ts";
import type { DataType, NamedArray } from "../named-array.ts";
import { WeightsError } from "../weights-error.ts";
import type { Hdf5Library } from "./hdf5-library.ts";

type Metadata = ReturnType<Hdf5Library["get_dataset_metadata"]>;

/** A compressed array may be this many times larger than the file: what deflate can reach, so that a small file cannot ask for all memory. */
const maximumExpansion = 1032;
const maximumTextLength = 2 ** 28;

/** An open HDF5 file, valid within the function that `readHdf5` calls. Paths are absolute without a leading slash; "" is the root. */
export class Hdf5File {
  readonly #library: Hdf5Library;
  readonly #id: bigint;
  readonly #size: number;

  constructor(library: Hdf5Library, id: bigint, size: number) {
    this.#library = library;
    this.#id = id;
    this.#size = size;
  }

  /** What lies at a path. */
  kindOf(path: string): "group" | "array" | "nothing" {
    const type = this.#library.get_type(this.#id, absolute(path));
    return type === this.#library.H5G_GROUP ? "group" : type === this.#library.H5G_DATASET ? "array" : "nothing";
  }

  /** Names within a group. */
  children(path: string): readonly string[] {
    return this.#library.get_names(this.#id, absolute(path), false);
  }

  /** The texts of an attribute, undefined when there is none of that name. A single text is a list of one. */
  texts(path: string, attribute: string): readonly string[] | undefined {
    if (!this.#library.get_attribute_names(this.#id, absolute(path)).includes(attribute)) return undefined;
    const metadata = this.#library.get_attribute_metadata(this.#id, absolute(path), attribute);
    const what = `attribute ${attribute} of ${absolute(path)}`;
    // An attribute without values, as h5py writes an empty list: float64 of shape [0].
    if (metadata.shape === null || metadata.total_size === 0) return [];
    if (metadata.type !== this.#library.H5T_class_t.H5T_STRING.value) throw damaged(`${what} is not a text`);
    const length = this.#checkedLength(what, metadata);
    return this.#withMemory(length, what, (address) => {
      const status = this.#library.get_attribute_data(this.#id, absolute(path), attribute, BigInt(address));
      if (status < 0) throw damaged(`${what} could not be read`);
      if (!metadata.vlen) return fixedTexts(this.#library.HEAPU8.subarray(address, address + length), metadata.size);
      try {
        const addresses = new Uint32Array(this.#library.HEAPU8.slice(address, address + length).buffer);
        return [...addresses].map((start) => this.#textAt(start));
      } finally {
        this.#library.reclaim_vlen_memory(this.#id, absolute(path), attribute, BigInt(address));
      }
    });
  }

  /** Reads an array. Half-precision floats become float32. */
  read(path: string): NamedArray {
    const metadata = this.#library.get_dataset_metadata(this.#id, absolute(path));
    const what = `array ${absolute(path)}`;
    const shape = metadata.shape;
    if (shape === null) throw damaged(`${what} has no shape`);
    const dtype = this.#dataType(what, metadata);
    const length = this.#checkedLength(what, metadata);
    const bytes = this.#withMemory(length, what, (address) => {
      if (length > 0 && this.#library.get_dataset_data(this.#id, absolute(path), null, null, null, BigInt(address)) < 0) {
        throw damaged(`${what} could not be read`);
      }
      return this.#library.HEAPU8.slice(address, address + length).buffer;
    });
    return dtype === "float16" ? { dtype: "float32", shape, data: widenFloat16(bytes) } : arrayOf(dtype, shape, bytes);
  }

  #dataType(what: string, { type, size, signed }: Metadata): DataType | "float16" {
    const classes = this.#library.H5T_class_t;
    const floats = { 2: "float16", 4: "float32", 8: "float64" } as const;
    const integers = { 1: "int8", 2: "int16", 4: "int32", 8: "int64" } as const;
    if (type === classes.H5T_FLOAT.value && size in floats) return floats[size as keyof typeof floats];
    if (type === classes.H5T_INTEGER.value && size in integers) {
      const name = integers[size as keyof typeof integers];
      return signed ? name : `u${name}`;
    }
    throw new WeightsError(
      `[readHdf5] The ${what} holds values of class ${String(type)} and ${String(size)} bytes; floats and integers can be read.`,
    );
  }

  /** Bytes of all values, refused before anything is allocated where the file cannot hold them. */
  #checkedLength(what: string, { shape, size, total_size: count, chunks }: Metadata): number {
    const counted = (shape ?? []).reduce((product, axis) => product * axis, 1);
    const length = count * size;
    const limit = chunks ? this.#size * maximumExpansion : this.#size;
    if (counted !== count || !Number.isSafeInteger(length) || length < 0 || length > limit) {
      throw damaged(`${what} claims ${String(count)} values of ${String(size)} bytes, but the file takes ${String(this.#size)} bytes`);
    }
    return length;
  }

  #withMemory<Result>(length: number, what: string, use: (address: number) => Result): Result {
    if (length >= this.#library.MAXIMUM_MEMORY)
      throw new WeightsError(`[readHdf5] The ${what} takes ${String(length)} bytes, too many to read.`);
    const address = this.#library._malloc(Math.max(length, 1));
    if (address === 0) throw new WeightsError(`[readHdf5] There is no memory for the ${String(length)} bytes of ${what}.`);
    try {
      return use(address);
    } finally {
      this.#library._free(address);
    }
  }

  #textAt(start: number): string {
    if (start === 0) return "";
    const memory = this.#library.HEAPU8;
    const end = memory.indexOf(0, start);
    if (end < 0 || end - start > maximumTextLength) throw damaged("a text has no end");
    return new TextDecoder().decode(memory.subarray(start, end));
  }
}

function absolute(path: string): string {
  return `/${path}`;
}

/** Texts of one fixed size, filled up with zeros. */
function fixedTexts(bytes: Uint8Array, size: number): string[] {
  const texts: string[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    const text = bytes.subarray(start, start + size);
    const zero = text.indexOf(0);
    texts.push(new TextDecoder().decode(zero < 0 ? text : text.subarray(0, zero)));
  }
  return texts;
}

function damaged(what: string): WeightsError {
  return new WeightsError(`[readHdf5] In the HDF5 file, ${what}. The file is damaged or cut short: get it again.`);
}
