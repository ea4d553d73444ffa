// Whole Xception: this house's executor and kernels against TensorFlow.js' own kernels and onnxruntime-web, and all of them against the
// rate of one multiplication of matrices; in turns, in one process. Run: pnpm --filter @xception/xception bench:network [--sizes 299,150]
// [--batches 1,8] [--threads 1,2] [--runtimes stock,kernels,wasm,simd,int8,int8x16,onnxruntime] [--rounds 11] [--json]
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { cost, fuse } from "@xception/network";
import { registerWasmKernels } from "@xception/separable-conv/wasm";
import { benchOptions, createMatrixProduct, createReport, interleave, kernelSets, largestDifference } from "@xception/testing/bench";
import { buildXception } from "@xception/xception";

import { livelyImages } from "./lively-images.js";
import { livelyParameters } from "./lively-parameters.js";
import { runtimeNames, startRuntimes } from "./runtimes.js";

/** @typedef {import("./runtimes.js").Runtime} Runtime */

/** How far an output may be, of the largest value: kernels rounded to 8 bits change what the network gives. @type {Readonly<Record<string, number>>} */
const furthest = { float32: 1e-4, int8: 0.05, int8x16: 0.05 };

const options = benchOptions({ sizes: "299,150", batches: "1,8", threads: "1,2", runtimes: runtimeNames.join(","), rounds: "11" });
const report = createReport("Xception with 1000 classes; ms are medians of runs in turns", options);
const product = await createMatrixProduct();
await tf.setBackend("wasm");
const kernels = await kernelSets("wasm", registerWasmKernels);

for (const size of options.sizes.map(Number)) {
  const network = buildXception({ inputSize: size });
  const fused = fuse(network, livelyParameters(network));
  for (const batch of options.batches.map(Number)) await compare(fused, size, batch);
}
report.finish();
process.exit(); // threads of onnxruntime-web would keep the process

/** @param {import("./runtimes.js").Fused} fused @param {number} size @param {number} batch */
async function compare(fused, size, batch) {
  const images = livelyImages([batch, size, size, 3]);
  const runtimes = await startRuntimes(fused, images, { names: options.runtimes, threads: options.threads.map(Number), kernels });
  const differences = await differencesOf(runtimes);
  const yardstick = { name: "yardstick", run: product.run };
  const contestants = runtimes.map((runtime) => ({ ...runtime, name: nameOf(runtime.name, runtime.threads) }));
  const rounds = Math.max(3, Math.round(Number(options.rounds[0]) / batch));
  const times = await interleave([...contestants, yardstick], { rounds, pause: 20 });
  const median = (/** @type {string} */ name) => times.get(name)?.median ?? null;
  const rate = (/** @type {number} */ operations, /** @type {number} */ ms) => operations / ms / 1e6;
  const peak = rate(product.operations, median(yardstick.name) ?? NaN);
  const operations = 2 * batch * cost(fused.network).total;

  for (const [index, { name, threads, end }] of runtimes.entries()) {
    const ms = median(nameOf(name, threads)) ?? NaN;
    const against = (/** @type {string} */ other, /** @type {number} */ count) => {
      const theirs = median(nameOf(other, count));
      return theirs === null ? null : theirs / ms;
    };
    report.add({
      size,
      batch,
      runtime: name,
      threads,
      ms,
      "fastest ms": times.get(nameOf(name, threads))?.fastest ?? null,
      "images/s": (1000 * batch) / ms,
      "times TensorFlow.js": against("TensorFlow.js", 1),
      "times onnxruntime-web": against("onnxruntime-web", threads),
      "times float32": name.startsWith("executor wasm, ") ? against("executor wasm", threads) : null,
      "times one thread": threads === 1 ? null : against(name, 1),
      "GFLOP/s": rate(operations, ms),
      "share of the product's": rate(operations, ms) / peak / threads,
      difference: differences[index] ?? null,
    });
    end();
  }
  report.add({ size, batch, runtime: `product of matrices, ${product.relaxed ? "relaxed SIMD" : "SIMD"}`, threads: 1, "GFLOP/s": peak });
}

/** @param {string} name @param {number} threads */
function nameOf(name, threads) {
  return `${name} ${threads}`;
}

/** How far each output is from the first runtime's, of its largest value; nothing is timed that computes something else. @param {readonly Runtime[]} runtimes */
async function differencesOf(runtimes) {
  const results = [];
  for (const { run, before } of runtimes) {
    before?.();
    results.push(await run());
  }
  const [first = new Float32Array()] = results;
  return results.map((result, index) => {
    const difference = largestDifference(result, first);
    const { name, precision = "float32" } = /** @type {Runtime} */ (runtimes[index]);
    const most = furthest[precision] ?? 0;
    if (difference < most) return difference;
    throw new Error(`[network] ${name} is ${difference} from ${runtimes[0]?.name}, expected less than ${most}. Mend it first.`);
  });
}
