import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it, onTestFinished } from "vitest";

import { writeAtomically } from "./write-atomically.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "xception-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

it("replaces a file by a whole new one and leaves nothing beside it", async () => {
  const path = join(await folder(), "checkpoint");
  await writeFile(path, "old");
  await writeAtomically(path, new Uint8Array([110, 101, 119]));
  expect(await readFile(path, "utf8")).toBe("new");
  expect(await readdir(join(path, ".."))).toEqual(["checkpoint"]);
});

it("leaves the old file whole where the new one cannot be written", async () => {
  const path = join(await folder(), "checkpoint");
  await writeFile(path, "old");
  // What cannot be written stands for a full disk.
  await expect(writeAtomically(path, 5 as unknown as string)).rejects.toThrow(
    /^\[xception\] .*checkpoint cannot be written \(ERR_INVALID_ARG_TYPE\)\. Look at the disk: is it full or gone\?$/,
  );
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(join(path, ".."))).toEqual(["checkpoint"]);
});

it("says that a place is not there", async () => {
  const path = join(await folder(), "nowhere", "checkpoint");
  await expect(writeAtomically(path, "new")).rejects.toMatchObject({
    message: `[xception] ${path} cannot be written (ENOENT). Name a place that exists and may be written to.`,
    status: 2,
  });
});
