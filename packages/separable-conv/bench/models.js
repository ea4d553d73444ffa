// Whole models that others published, through TensorFlow.js' own code: its kernels for wasm and ours, in turns in one process.
// Run: pnpm --filter @xception/separable-conv bench:models [--models "Inception V3,MobileNet V2"] [--rounds 15] [--json]
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { registerWasmKernels } from "@xception/separable-conv/wasm";
import { benchOptions, createReport, interleave, kernelSets } from "@xception/testing/bench";

import { openPublished, publishedNames } from "./published-models.js";

const images = 4;
const options = benchOptions({ models: publishedNames.join(","), rounds: "15" });
const report = createReport("Published models on wasm, one image, one thread; ms are medians of runs in turns", options);
await tf.setBackend("wasm");
const kernels = await kernelSets("wasm", registerWasmKernels);

for (const title of options.models) {
  const { size, predict } = await openPublished(title);
  const photos = Array.from({ length: images }, (_, index) => patternOf(size, index));
  kernels.stock();
  const expected = photos.map((photo) => classify(predict, photo));
  kernels.ours();
  const got = photos.map((photo) => classify(predict, photo));
  const [photo] = photos;
  const run = () => photo && classify(predict, photo);
  const times = await interleave(
    [
      { name: "stock", before: kernels.stock, run },
      { name: "ours", before: kernels.ours, run },
    ],
    { rounds: Number(options.rounds[0]) },
  );
  const median = (/** @type {string} */ name) => times.get(name)?.median ?? NaN;
  report.add({
    model: title,
    size,
    "TensorFlow.js, ms": median("stock"),
    "our kernels, ms": median("ours"),
    times: median("stock") / median("ours"),
    "same top three": `${expected.filter((outputs, index) => top(outputs) === top(got[index] ?? [])).length} of ${images}`,
    "largest difference": Math.max(
      ...expected.flatMap((outputs, image) => Array.from(outputs, (value, index) => Math.abs(value - (got[image]?.[index] ?? NaN)))),
    ),
  });
  tf.dispose(photos);
}
report.finish();

/** @param {import("./published-models.js").PublishedModel["predict"]} predict @param {tf.Tensor} photo */
function classify(predict, photo) {
  const outputs = tf.tidy(() => predict(photo));
  const values = Float32Array.from(outputs.dataSync());
  outputs.dispose();
  return values;
}

/** The three most probable classes, in order. @param {ArrayLike<number>} outputs */
function top(outputs) {
  const values = Array.from(outputs);
  const order = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  return order.slice(0, 3).join();
}

/** Something with edges, surfaces and colours, another for each index, of [0, 1]. @param {number} size @param {number} index */
function patternOf(size, index) {
  const data = new Float32Array(size * size * 3);
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    const [y, x] = [Math.floor(pixel / size) / size, (pixel % size) / size];
    for (let channel = 0; channel < 3; channel += 1) {
      const wave = Math.sin((3 + 5 * index) * x + (2 + index * channel) * y) + Math.sign(Math.sin(9 * (x - y) * (index + 1) + channel));
      data[3 * pixel + channel] = 0.5 + 0.25 * wave;
    }
  }
  return tf.tensor4d(data, [1, size, size, 3]);
}
