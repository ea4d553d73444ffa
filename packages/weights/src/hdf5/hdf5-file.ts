// An open HDF5 file: groups, attributes of text, and arrays of numbers. Nothing is read before it is asked for.
import { arrayOf } from "../array-of.ts";
import { widenBfloat16, widenFloat16 } from "../half-precision.ts";
import { valueCount, type NamedArray } from "../named-array.ts";
import { WeightsError } from "../weights-error.ts";
import { fixedTexts, textsElsewhere } from "./storage/read-texts.ts";
import { readValues } from "./storage/read-values.ts";
import { Cursor } from "./structure/cursor.ts";
import { damaged } from "./structure/damaged.ts";
import { readAttributes } from "./structure/read-attributes.ts";
import { readLinks, type Links } from "./structure/read-links.ts";
import { messageTypes, readMessages, type Message } from "./structure/read-messages.ts";
import type { Superblock } from "./structure/read-superblock.ts";

interface Hdf5Object {
  readonly messages: readonly Message[];
  /** Undefined for an array. */
  readonly links: Links | undefined;
}

/** Paths start at the root, without a leading slash; "" is the root itself. Nothing has to be closed. */
export class Hdf5File {
  readonly #superblock: Superblock;
  /** By address: a path leads through the same groups again and again. */
  readonly #objects = new Map<number, Promise<Hdf5Object>>();

  constructor(superblock: Superblock) {
    this.#superblock = superblock;
  }

  /** What lies at a path. */
  async kindOf(path: string): Promise<"group" | "array" | "nothing"> {
    const found = await this.#find(path);
    return !found ? "nothing" : found.links ? "group" : "array";
  }

  /** The names within a group, in the order of the alphabet. */
  async children(path: string): Promise<readonly string[]> {
    const { links } = await this.#object(path);
    if (!links) throw new WeightsError(`[readHdf5] /${path} is an array; a group was expected. Check the path.`);
    return [...links.keys()].sort();
  }

  /** The texts of an attribute, undefined when there is none of that name. A single text is a list of one. */
  async texts(path: string, attribute: string): Promise<readonly string[] | undefined> {
    const { source } = this.#superblock;
    const found = (await readAttributes(source, fresh((await this.#object(path)).messages))).get(attribute);
    if (!found) return undefined;
    const { type, shape, content } = found;
    const count = shape ? valueCount(shape) : 0;
    // A list without texts has no type of text: h5py writes it as numbers.
    if (count === 0) return [];
    if (count * type.size > content.left) throw damaged(`has an attribute ${attribute} that claims ${String(count)} values`);
    if (type.kind === "text") return fixedTexts(content, type.size, count);
    if (type.kind === "texts elsewhere") return textsElsewhere(source, content, count);
    throw new WeightsError(`[readHdf5] Attribute ${attribute} of /${path} is not a text. Check that the file was written by Keras.`);
  }

  /** Reads an array. Half-precision floats become float32. */
  async read(path: string): Promise<NamedArray> {
    const { messages, links } = await this.#object(path);
    if (links) throw new WeightsError(`[readHdf5] /${path} is a group; an array was expected. Check the path.`);
    const { type, shape, bytes } = await readValues(
      this.#superblock.source,
      path,
      fresh(messages),
      async () => (await this.texts(path, "dtype"))?.[0],
    );
    if (type.dtype === "float16") return { dtype: "float32", shape, data: widenFloat16(bytes) };
    if (type.dtype === "bfloat16") return { dtype: "float32", shape, data: widenBfloat16(bytes) };
    return arrayOf(type.dtype, shape, bytes);
  }

  async #object(path: string): Promise<Hdf5Object> {
    const found = await this.#find(path);
    if (!found) throw new WeightsError(`[readHdf5] The file has nothing at /${path}. See children for what it has.`);
    return found;
  }

  async #find(path: string): Promise<Hdf5Object | undefined> {
    let object = await this.#open(this.#superblock.root);
    for (const name of path.split("/").filter((part) => part !== "")) {
      const address = object.links?.get(name);
      if (address === undefined) return undefined;
      object = await this.#open(address);
    }
    return object;
  }

  #open(address: number): Promise<Hdf5Object> {
    const known = this.#objects.get(address);
    if (known) return known;
    const { source } = this.#superblock;
    const coming = readMessages(source, address).then(async (messages) => {
      const links = await readLinks(source, fresh(messages));
      const isArray = messages.some(({ type }) => type === messageTypes.layout);
      if (!links && !isArray) throw damaged("has an object that is neither a group nor an array");
      return { messages, links: isArray ? undefined : links };
    });
    this.#objects.set(address, coming);
    return coming;
  }
}

/** Readers of an object's messages move through them, and several may do so at once. */
function fresh(messages: readonly Message[]): readonly Message[] {
  return messages.map(({ type, content }) => ({ type, content: new Cursor(content.bytes, content.sizes) }));
}
