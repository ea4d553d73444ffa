// Whatever happens to a file on its way, reading it ends soon, in a result or in a WeightsError.
import { readHdf5, readKeras, readSafetensors, WeightsError, type Hdf5File } from "@xception/weights";
import { describe, expect, it } from "vitest";

import { goldenBytes } from "./golden-file.ts";

const files = ["tiny.keras", "tiny.h5", "tiny.weights.h5", "ways.h5", "ways-latest.h5", "every-type.safetensors"] as const;

async function read(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<"read" | "refused"> {
  const blob = new Blob([bytes]);
  try {
    if (name.endsWith(".safetensors")) await (await readSafetensors(blob)).readAll();
    else if (name.startsWith("ways")) await readAll(await readHdf5(blob), "", 0);
    else await readKeras(blob);
    return "read";
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    expect(error.message).toMatch(/^\[\w+\] .+\.$/s);
    expect(error.message.length).toBeLessThan(600);
    return "refused";
  }
}

/** Everything in an HDF5 file. What is of no use as weights is refused, and the next is read. */
async function readAll(file: Hdf5File, path: string, depth: number): Promise<void> {
  if (depth > 5) return;
  await file.texts(path, "many");
  for (const child of await file.children(path)) {
    const inner = path === "" ? child : `${path}/${child}`;
    if ((await file.kindOf(inner)) === "group") await readAll(file, inner, depth + 1);
    else if (!["text", "compound"].includes(inner)) await file.read(inner);
  }
}

/** Numerical Recipes' generator: the same damage on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe.each(files)("%s", (name) => {
  it("is refused when it was cut short, wherever that is", async () => {
    const bytes = await goldenBytes(name);
    const lengths = Array.from({ length: 120 }, (_, index) => Math.floor((index * bytes.length) / 120));
    const results = new Set<string>();
    for (const length of [...lengths, bytes.length - 1]) results.add(await read(name, bytes.slice(0, length)));
    expect([...results]).toEqual(["refused"]);
  });

  it.each([1, 2, 3, 4])("is read or refused when bytes were changed, seed %i", async (seed) => {
    const bytes = await goldenBytes(name);
    const random = createRandom(seed * 7919);
    for (let round = 0; round < 150; round++) {
      const changed = bytes.slice();
      for (let change = 0; change <= random(4); change++) changed[random(changed.length)] = random(256);
      await read(name, changed);
    }
  });

  it("is read or refused when a part was filled with one byte", async () => {
    const bytes = await goldenBytes(name);
    const random = createRandom(104729);
    for (let round = 0; round < 100; round++) {
      const start = random(bytes.length);
      await read(name, bytes.slice().fill(random(2) === 0 ? 0 : 255, start, start + random(64)));
    }
  });
});
