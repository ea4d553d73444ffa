import { mkdtempSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { openLibrary } from "./open-library.ts";
import { silenceStderr } from "./silence-stderr.ts";

it("says of a file that is no library why it does not load", () => {
  const folder = mkdtempSync(join(tmpdir(), "xception-open-"));
  const file = join(folder, "libtensorflow_cc.so.2");
  writeFileSync(file, "no library");
  expect(() => openLibrary(file)).toThrow(`[findTensorFlow] ${file} does not load: `);
  rmSync(folder, { recursive: true });
});

it("says of another library that it is no TensorFlow", () => {
  const libc = process.platform === "darwin" ? "libSystem.B.dylib" : "libc.so.6";
  expect(() => openLibrary(libc)).toThrow(`[findTensorFlow] ${libc} is no TensorFlow that this package knows: `);
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
