// Reads a safetensors file: the header at once, each array when it is asked for.
import type { NamedArray } from "../named-array.ts";
import { WeightsError } from "../weights-error.ts";
import { readHeader, type SafetensorsEntry } from "./read-header.ts";
import { safetensorsTypes } from "./safetensors-type.ts";

/** An open safetensors file. Nothing has to be closed. */
export interface Safetensors {
  /** Names in the order of the header. */
  readonly names: readonly string[];
  /** Free text by key. */
  readonly metadata: ReadonlyMap<string, string>;
  /** The shape of an array, without reading its values. */
  shapeOf(name: string): readonly number[];
  /** Reads one array: one ranged read of the source. F16 and BF16 become float32. */
  read(name: string): Promise<NamedArray>;
  /** Reads all arrays, in the order of the header. */
  readAll(): Promise<Map<string, NamedArray>>;
}

/**
 * Opens a safetensors file.
 *
 * @throws WeightsError when the file is damaged, cut short or of another format
 *
 * @example
 * const file = await readSafetensors(await openBlob("model.safetensors"));
 * const kernel = await file.read("block1_conv1/kernel");
 */
export async function readSafetensors(source: Blob): Promise<Safetensors> {
  const { entries, metadata } = await readHeader(source);
  const entry = (name: string): SafetensorsEntry => {
    const found = entries.get(name);
    if (!found) throw new WeightsError(`[readSafetensors] The file has no array ${JSON.stringify(name)}. See names for those it has.`);
    return found;
  };
  const read = async (name: string): Promise<NamedArray> => {
    const { type, shape, start, end } = entry(name);
    const bytes = await source.slice(start, end).arrayBuffer();
    const reader = safetensorsTypes.get(type);
    if (!reader || bytes.byteLength !== end - start) {
      throw new WeightsError(`[readSafetensors] The file ended within ${JSON.stringify(name)}. It is cut short: get it again.`);
    }
    return reader.read(shape, bytes);
  };
  return {
    names: [...entries.keys()],
    metadata,
    shapeOf: (name) => entry(name).shape,
    read,
    async readAll() {
      const arrays = new Map<string, NamedArray>();
      for (const name of entries.keys()) arrays.set(name, await read(name));
      return arrays;
    },
  };
}
