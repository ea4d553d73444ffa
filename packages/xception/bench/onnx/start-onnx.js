// onnxruntime-web on the processor. It takes its number of threads once, when it first starts, so that each number has a copy of its own.
import { createRequire } from "node:module";

import { transpose } from "./transpose.js";

const require = createRequire(import.meta.url);

/** @typedef {import("@xception/network").ParameterArray} ParameterArray */

/**
 * A session on a file that `writeOnnx` made.
 *
 * @param {Uint8Array} file
 * @param {number} threads
 */
export async function startOnnx(file, threads) {
  const runtime = copyOf(threads);
  const session = await runtime.InferenceSession.create(file, { executionProviders: ["wasm"], graphOptimizationLevel: "all" });
  const [input = "", output = ""] = [session.inputNames[0], session.outputNames[0]];
  return {
    /** What runs a batch [N, H, W, C], which is laid out for ONNX once. @param {ParameterArray} images */
    prepare(images) {
      const { shape, data } = transpose(images, [0, 3, 1, 2]);
      const feeds = { [input]: new runtime.Tensor("float32", data, shape) };
      return async () => {
        const results = await session.run(feeds);
        return Float32Array.from(/** @type {Float32Array} */ (results[output]?.data));
      };
    },
    release: () => session.release(),
  };
}

/** @param {number} threads @returns {typeof import("onnxruntime-web")} */
function copyOf(threads) {
  for (const file of Object.keys(require.cache)) if (file.includes("onnxruntime-")) Reflect.deleteProperty(require.cache, file);
  /** @type {typeof import("onnxruntime-web")} */
  const runtime = require("onnxruntime-web");
  runtime.env.wasm.numThreads = threads;
  return runtime;
}
