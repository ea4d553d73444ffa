// A zip archive, as Keras 3 writes: its directory is read at once, a member when it is asked for.
// zip.js' reader with the platform's own decompression; the members' checksums are verified.
import { BlobReader, ZipReader, type FileEntry } from "@zip.js/zip.js/lib/zip-core-native.js";

import { WeightsError } from "../weights-error.ts";

/** The largest member that is unpacked: what one buffer holds on every platform. */
export const maximumMemberLength = 2 ** 31;
/** Deflate cannot shrink by more than this factor; a member that claims to is a bomb. */
const maximumRatio = 1032;
const maximumMembers = 10_000;

export interface Archive {
  readonly names: readonly string[];
  /** Unpacks one member. `maximumLength` in bytes. @throws WeightsError */
  read(name: string, maximumLength?: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Opens a zip archive. Nothing has to be closed. @throws WeightsError when it is damaged or cut short */
export async function openArchive(source: Blob): Promise<Archive> {
  const members = new Map<string, FileEntry>();
  try {
    const reader = new ZipReader(new BlobReader(source), { useWebWorkers: false, checkSignature: true });
    for await (const entry of reader.getEntriesGenerator()) {
      if (!entry.directory) members.set(entry.filename, entry);
      if (members.size > maximumMembers)
        throw new WeightsError(`[openArchive] The archive has more than ${String(maximumMembers)} members. It is not a model.`);
    }
  } catch (cause) {
    throw cause instanceof WeightsError ? cause : damaged("has no readable directory", cause);
  }
  return {
    names: [...members.keys()],
    async read(name, maximumLength = maximumMemberLength) {
      const member = members.get(name);
      if (!member)
        throw new WeightsError(
          `[openArchive] The archive has no ${name}; it holds ${[...members.keys()].slice(0, 8).join(", ")}. It is not a Keras model.`,
        );
      const length = member.uncompressedSize;
      if (member.encrypted) throw new WeightsError(`[openArchive] ${name} is encrypted. Save it without a password.`);
      if (length > maximumLength)
        throw damaged(`claims ${String(length)} bytes for ${name}, more than the ${String(maximumLength)} allowed`);
      if (length > member.compressedSize * maximumRatio || member.compressedSize > source.size) {
        throw damaged(`claims ${String(length)} bytes for ${name} out of ${String(member.compressedSize)}`);
      }
      return unpack(name, member, length);
    },
  };
}

/** Unpacks into a buffer of the length that the directory tells; a byte more or less is damage. */
async function unpack(name: string, member: FileEntry, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let position = 0;
  const sink = new WritableStream<Uint8Array>({
    write(part) {
      if (position + part.length > length) throw damaged(`unpacks ${name} to more than the ${String(length)} bytes it claims`);
      bytes.set(part, position);
      position += part.length;
    },
  });
  try {
    await member.getData(sink);
  } catch (cause) {
    throw cause instanceof WeightsError ? cause : damaged(`could not be unpacked at ${name}`, cause);
  }
  if (position !== length) throw damaged(`unpacks ${name} to ${String(position)} bytes instead of ${String(length)}`);
  return bytes;
}

function damaged(what: string, cause?: unknown): WeightsError {
  return new WeightsError(`[openArchive] The archive ${what}. It is damaged or cut short: get it again.`, { cause });
}
