// The header of a safetensors file: 8 bytes of length (little-endian), then that many bytes of JSON, then the values.
// Nothing in it is believed before it is checked against the file: lengths, types, shapes, and that the values tile the rest exactly.
import { WeightsError } from "../weights-error.ts";
import { safetensorsTypes } from "./safetensors-type.ts";

/** 100 MB, the limit of the reference implementation; the header of a network of ten thousand arrays takes about 1 MB. */
export const maximumHeaderLength = 100_000_000;
/** More axes than any array of a network has; a longer list is damage. */
const maximumRank = 16;

/** Where one array lies: bytes counted from the start of the file. */
export interface SafetensorsEntry {
  readonly type: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: ReadonlyMap<string, SafetensorsEntry>;
  /** Free text by key, as `__metadata__` holds it. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** Reads and checks the header; the values stay where they are. @throws WeightsError */
export async function readHeader(source: Blob): Promise<SafetensorsHeader> {
  if (source.size < 8) throw damaged(`holds ${String(source.size)} bytes, too few for a header`);
  const length = Number(new DataView(await source.slice(0, 8).arrayBuffer()).getBigUint64(0, true));
  if (length > maximumHeaderLength) {
    throw damaged(`says that its header takes ${String(length)} bytes, more than the ${String(maximumHeaderLength)} allowed`);
  }
  if (8 + length > source.size)
    throw damaged(`says that its header takes ${String(length)} bytes, but holds ${String(source.size - 8)} after it`);
  const header = parse(await source.slice(8, 8 + length).arrayBuffer());
  const entries = new Map<string, SafetensorsEntry>();
  const metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") for (const [key, text] of Object.entries(readMetadata(value))) metadata.set(key, text);
    else entries.set(name, readEntry(name, value, 8 + length));
  }
  checkTiling(entries, 8 + length, source.size);
  return { entries, metadata };
}

function parse(bytes: ArrayBuffer): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isRecord(header)) return header;
  } catch (cause) {
    throw damaged("has a header that is not JSON", cause);
  }
  throw damaged("has a header that is not a JSON object");
}

function readMetadata(value: unknown): Record<string, string> {
  if (!isRecord(value)) throw damaged("has metadata that is not an object of texts");
  const texts: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") throw damaged(`has metadata ${quote(key)} that is not a text`);
    texts[key] = text;
  }
  return texts;
}

function readEntry(name: string, value: unknown, dataStart: number): SafetensorsEntry {
  if (!isRecord(value)) throw damaged(`describes ${quote(name)} by something that is not an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  const type = typeof dtype === "string" ? safetensorsTypes.get(dtype) : undefined;
  if (!type || typeof dtype !== "string") {
    throw damaged(`gives ${quote(name)} the type ${quote(String(dtype))}; known are ${[...safetensorsTypes.keys()].join(", ")}`);
  }
  if (!isSizes(shape) || shape.length > maximumRank) throw damaged(`gives ${quote(name)} a shape that is not a short list of sizes`);
  if (!isSizes(offsets) || offsets.length !== 2) throw damaged(`gives ${quote(name)} offsets that are not two positions`);
  const [start, end] = offsets as [number, number];
  const wanted = shape.reduce((bytes, size) => bytes * size, type.bytes);
  if (end - start !== wanted) {
    throw damaged(`gives ${quote(name)} ${String(end - start)} bytes, but ${dtype} [${shape.join(", ")}] takes ${String(wanted)}`);
  }
  return { type: dtype, shape, start: dataStart + start, end: dataStart + end };
}

/** The arrays must follow each other without gap or overlap up to the end of the file, so that no byte has two meanings or none. */
function checkTiling(entries: ReadonlyMap<string, SafetensorsEntry>, dataStart: number, size: number): void {
  let position = dataStart;
  for (const [name, entry] of [...entries].sort(([, a], [, b]) => a.start - b.start || a.end - b.end)) {
    if (entry.start !== position) {
      throw damaged(`has ${quote(name)} at byte ${String(entry.start)}, but the array before it ends at ${String(position)}`);
    }
    position = entry.end;
  }
  if (position !== size) throw damaged(`describes ${String(position)} bytes, but holds ${String(size)}`);
}

function damaged(what: string, cause?: unknown): WeightsError {
  return new WeightsError(`[readSafetensors] The file ${what}. It is damaged, cut short or not a safetensors file: get it again.`, {
    cause,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}

function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name);
}
