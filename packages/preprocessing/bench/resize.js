// How long one photo takes from pixels to a network's input, and its decoding for comparison. Run: pnpm bench (builds first).
import os from "node:os";

import { normalise, preprocess, resize, resizeMethods, xceptionPreprocessing } from "@xception/preprocessing";
import { decodeImage } from "@xception/preprocessing/node";
import sharp from "sharp";

const [width, height, repeats] = [1600, 1200, 15];
const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => 128 + 100 * Math.sin(i / 700) + (Math.imul(i, 2654435761) >>> 28));
const photo = { width, height, channels: /** @type {const} */ (3), data };
const jpeg = await sharp(data, { raw: photo }).jpeg({ quality: 90 }).toBuffer();
const small = resize(photo, [299, 299]);

/** @type {Record<string, () => unknown>} */
const tasks = {
  ...Object.fromEntries(resizeMethods.map((method) => [`resize to 299, ${method}`, () => resize(photo, [299, 299], { method })])),
  "normalise 299": () => normalise(small.data, xceptionPreprocessing()),
  "preprocess, bicubic, crop 0.897": () => preprocess(photo, xceptionPreprocessing({ fit: "crop", cropFraction: 0.897 })),
  "decode JPEG": () => decodeImage(jpeg),
};

console.log(
  `${os.cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}; a photo of ${width} x ${height}; ms, median and fastest of ${repeats}`,
);
/** @type {Map<string, number[]>} */
const times = new Map(Object.keys(tasks).map((name) => [name, []]));
// Interleaved, so that a busy moment of the machine meets all of them.
for (let round = -3; round < repeats; round++) {
  for (const [name, task] of Object.entries(tasks)) {
    const start = performance.now();
    await task();
    if (round >= 0) times.get(name)?.push(performance.now() - start);
  }
}
for (const [name, measured] of times) {
  const sorted = measured.toSorted((a, b) => a - b);
  console.log(`${name.padEnd(34)} ${sorted[repeats >> 1]?.toFixed(1).padStart(7)} ${sorted[0]?.toFixed(1).padStart(7)}`);
}
