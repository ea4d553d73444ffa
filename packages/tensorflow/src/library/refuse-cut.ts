// A library that an installation left cut short kills the process that loads it, without a word: its end is looked for first.
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { dirname, join } from "node:path";

import { packageOf } from "../find/incomplete-in.ts";
import { remedies } from "../find/remedies.ts";
import { TensorFlowMissingError } from "../find/tensorflow-missing-error.ts";

/** Where the head of a 64-bit ELF file says how far the file goes: the table of its sections stands last (elf(5)). */
const head = { length: 64, magic: 0x7f454c46, sections: 0x28, entryLength: 0x3a, entries: 0x3c } as const;

/** @throws TensorFlowMissingError where the library, or the one beside it that it needs, ends before its end */
export function refuseCut(library: string): void {
  const framework = join(dirname(library), "libtensorflow_framework.so.2");
  for (const file of [library, framework].filter((path) => existsSync(path))) {
    const { length, expected } = lengthsOf(file);
    if (length >= expected) continue;
    throw new TensorFlowMissingError(
      `${file} is cut short: it has ${length} bytes of ${expected}.`,
      remedies(undefined, packageOf(dirname(file)).name).broken,
    );
  }
}

function lengthsOf(file: string): { readonly length: number; readonly expected: number } {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(head.length);
    const length = fstatSync(descriptor).size;
    const isLibrary = readSync(descriptor, bytes) === head.length && bytes.readUInt32BE(0) === head.magic;
    // Of another kind of file the system says by itself that it is none.
    if (!isLibrary) return { length, expected: 0 };
    const table = Number(bytes.readBigUInt64LE(head.sections));
    return { length, expected: table + bytes.readUInt16LE(head.entryLength) * bytes.readUInt16LE(head.entries) };
  } finally {
    closeSync(descriptor);
  }
}
