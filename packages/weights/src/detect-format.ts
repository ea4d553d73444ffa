// Which format a file has, by its first bytes; names and media types are not to be trusted.
import { WeightsError } from "./weights-error.ts";

export type WeightsFormat = "hdf5" | "zip" | "safetensors";

/**
 * Tells the format of a file: HDF5 (Keras .h5, .hdf5, .weights.h5), zip (Keras 3 .keras) or safetensors.
 *
 * @throws WeightsError when it is none of them; the sentence says what it looks like instead
 *
 * @example
 * await detectFormat(await openBlob("model.keras")) // => "zip"
 */
export async function detectFormat(source: Blob): Promise<WeightsFormat> {
  const head = new Uint8Array(await source.slice(0, 64).arrayBuffer());
  // One letter a byte. TextDecoder's "latin1" is windows-1252 in browsers, where HDF5's first byte becomes another letter.
  const text = String.fromCharCode(...head);
  if (text.startsWith("\x89HDF\r\n\x1a\n")) return "hdf5";
  if (text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")) return "zip";
  // The length of the header is below 2^32, so that its upper half is zero; then the header's brace.
  if (text.slice(4, 8) === "\0\0\0\0" && text.charAt(8) === "{") return "safetensors";
  throw new WeightsError(`[detectFormat] ${lookOf(text)}; Keras .h5 and .keras files and safetensors can be opened. ${advice(text)}`);
}

function lookOf(text: string): string {
  const start = text.trimStart().toLowerCase();
  if (text === "") return "The file is empty";
  if (start.startsWith("<")) return "The file is a web page or other markup, not a model";
  if (start.startsWith("version https://git-lfs")) return "The file is a Git LFS pointer, not the model it points to";
  if (start.startsWith("{") || start.startsWith("[")) return "The file is JSON, not a model with weights";
  if (text.startsWith("\x1f\x8b")) return "The file is compressed with gzip";
  if (text.startsWith("\x80")) return "The file is a Python pickle";
  return "The file is of an unknown format";
}

function advice(text: string): string {
  if (text.startsWith("\x1f\x8b")) return "Unpack it first.";
  if (text.startsWith("\x80")) return "Save its weights as safetensors.";
  return "Check where it came from.";
}
