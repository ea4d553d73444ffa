// Small images and models for tests.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { writeModel } from "@xception/exchange";
import { initialise } from "@xception/network";
import { xceptionPreprocessing } from "@xception/preprocessing";
import { buildXception, type XceptionOptions } from "@xception/xception";
import sharp from "sharp";

/** Writes a PNG of one colour, 24x20. */
export async function writeImage(path: string, [red, green, blue]: readonly [number, number, number]): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await sharp({ create: { width: 24, height: 20, channels: 3, background: { r: red, g: green, b: blue } } })
    .png()
    .toFile(path);
  return path;
}

/** A folder of two classes, red and blue, `count` images of each in slightly different shades. */
export async function writeColours(folder: string, count: number): Promise<string> {
  for (let i = 0; i < count; i++) {
    await writeImage(join(folder, "blue", `${i}.png`), [8 * i, 20, 230 - 5 * i]);
    await writeImage(join(folder, "red", `${i}.png`), [230 - 5 * i, 20, 8 * i]);
  }
  return folder;
}

/** Writes an untrained network of 16x16 pixels that says "blue" or "red". */
export async function writeColourModel(path: string, options: XceptionOptions = {}): Promise<string> {
  const network = buildXception({ name: "colours", inputSize: 16, classes: 2, width: 1 / 32, middleModules: 0, ...options });
  const model = {
    network,
    parameters: initialise(network, { seed: 3 }),
    labels: ["blue", "red"],
    preprocessing: xceptionPreprocessing({ size: 16, resize: "bilinear", channels: options.channels === 1 ? 1 : 3 }),
  };
  await writeFile(path, new Uint8Array(await writeModel(model).arrayBuffer()));
  return path;
}
