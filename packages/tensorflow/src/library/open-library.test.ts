import { mkdtempSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { remedies } from "../find/remedies.ts";
import { openLibrary } from "./open-library.ts";
import { silenceStderr } from "./silence-stderr.ts";

it("says of a file that is no library why it does not load", () => {
  const folder = mkdtempSync(join(tmpdir(), "xception-open-"));
  const file = join(folder, "libtensorflow_cc.so.2");
  writeFileSync(file, "no library");
  expect(() => openLibrary(file)).toThrow(`[findTensorFlow] ${file} does not load: `);
  rmSync(folder, { recursive: true });
});

it("says of a library that is cut short how much of it there is", () => {
  const folder = mkdtempSync(join(tmpdir(), "xception-open-"));
  const file = join(folder, "libtensorflow_cc.so.2");
  const head = Buffer.alloc(64);
  head.write("\x7fELF", "latin1");
  head.writeBigUInt64LE(1000n, 0x28);
  head.writeUInt16LE(64, 0x3a);
  head.writeUInt16LE(10, 0x3c);
  writeFileSync(file, head);
  const remedy = remedies().broken;
  expect(() => openLibrary(file)).toThrow(`[findTensorFlow] ${file} is cut short: it has 64 bytes of 1640. ${remedy}`);
  renameSync(file, join(folder, "libtensorflow_framework.so.2"));
  writeFileSync(file, "");
  expect(() => openLibrary(file)).toThrow(`framework.so.2 is cut short: it has 64 bytes of 1640. ${remedy}`);
  rmSync(folder, { recursive: true });
});

it("says of another library that it is no TensorFlow", () => {
  const libc = process.platform === "darwin" ? "libSystem.B.dylib" : "libc.so.6";
  expect(() => openLibrary(libc)).toThrow(`[findTensorFlow] ${libc} is not TensorFlow's C library: `);
});

it("gives the error stream back after silence, also where the work fails", () => {
  const speak = (): number => writeSync(2, "");
  expect(silenceStderr(() => 3)).toBe(3);
  expect(() =>
    silenceStderr(() => {
      throw new Error("the work failed");
    }),
  ).toThrow("the work failed");
  expect(speak()).toBe(0);
});
