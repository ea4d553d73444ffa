// Each distinct unit of Xception by itself: TensorFlow.js' own kernels, ours, the executor and onnxruntime-web, in turns in one process, and
// the rate of one multiplication of matrices beside them. All copy the map in and out. Run: pnpm --filter @xception/xception bench:units
// [--sizes 299] [--batches 1] [--threads 1] [--runtimes stock,kernels,wasm,onnxruntime] [--units 0-19] [--rounds 9] [--json]
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { fuse } from "@xception/network";
import { registerWasmKernels } from "@xception/separable-conv/wasm";
import { benchOptions, createMatrixProduct, createReport, interleave, kernelSets } from "@xception/testing/bench";
import { buildXception } from "@xception/xception";

import { livelyImages } from "./lively-images.js";
import { livelyParameters } from "./lively-parameters.js";
import { networkUnits } from "./network-units.js";
import { startRuntimes } from "./runtimes.js";

const defaults = { sizes: "299", batches: "1", threads: "1", runtimes: "stock,kernels,wasm,onnxruntime", units: "0-99", rounds: "9" };
const options = benchOptions(defaults);
const report = createReport("Units of Xception; ms are medians of runs in turns, with the copies of map and result", options);
const product = await createMatrixProduct();
await tf.setBackend("wasm");
const kernels = await kernelSets("wasm", registerWasmKernels);
const [first = 0, last = 99] = (options.units[0] ?? "").split("-").map(Number);

for (const size of options.sizes.map(Number)) {
  const network = buildXception({ inputSize: size });
  const units = networkUnits(fuse(network, livelyParameters(network)));
  for (const batch of options.batches.map(Number)) {
    for (const threads of options.threads.map(Number)) {
      for (const unit of units.slice(first, last + 1)) await compare(unit, batch, threads);
    }
  }
}
report.finish();
process.exit(); // threads of onnxruntime-web would keep the process

/** @param {import("./network-units.js").Unit} unit @param {number} batch @param {number} threads */
async function compare({ fused, kind, input, output, times, multiplyAdds }, batch, threads) {
  const images = livelyImages([batch, ...input]);
  const runtimes = await startRuntimes(fused, images, { names: options.runtimes, threads: [threads], kernels });
  // Run once before it is timed, so that everyone finds its data in the cache as its own run left it.
  const contestants = runtimes.map(({ name, run, before }) => ({
    name,
    run,
    before: async () => {
      before?.();
      await run();
    },
  }));
  const yardstick = { name: "yardstick", run: product.run };
  const measured = await interleave([...contestants, yardstick], { rounds: Number(options.rounds[0]), pause: 0 });
  const median = (/** @type {string} */ name) => measured.get(name)?.median ?? null;
  const ours = median("executor wasm") ?? NaN;
  const against = (/** @type {string} */ name) => {
    const theirs = median(name);
    return theirs === null ? null : theirs / ours;
  };
  const rate = (/** @type {number} */ operations, /** @type {number} */ ms) => operations / ms / 1e6;
  const operations = 2 * batch * multiplyAdds;
  const works = kind !== "maxPool";
  report.add({
    unit: kind,
    input: input.join("x"),
    output: output.join("x"),
    count: times,
    batch,
    threads,
    ...Object.fromEntries(runtimes.map(({ name }) => [`${name}, ms`, median(name)])),
    "times TensorFlow.js": against("TensorFlow.js"),
    "times onnxruntime-web": against("onnxruntime-web"),
    "GFLOP/s": works ? rate(operations, ours) : null,
    "share of the product's": works ? rate(operations, ours) / rate(product.operations, median(yardstick.name) ?? NaN) / threads : null,
  });
  for (const { end } of runtimes) end();
}
