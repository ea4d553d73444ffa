// What runs a fused network: TensorFlow.js with its own kernels or with ours, the executor, onnxruntime-web.
import { compile } from "@xception/network";

import { startOnnx } from "./onnx/start-onnx.js";
import { writeOnnx } from "./onnx/write-onnx.js";

/** @typedef {import("@xception/network").ParameterArray} ParameterArray */
/** @typedef {{ network: import("@xception/network").Network, parameters: import("@xception/network").NetworkParameters }} Fused */

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {number} threads
 * @property {string} [precision]  float32 unless said
 * @property {() => Promise<Float32Array>} run  runs the batch and gives the first output's values
 * @property {() => void} [before]  what has to be in place before a run
 * @property {() => unknown} end  frees it
 */

/** All runtimes by the names that --runtimes knows. */
export const runtimeNames = /** @type {const} */ (["stock", "kernels", "wasm", "simd", "int8", "int8x16", "onnxruntime"]);

/**
 * Starts runtimes on a network and a batch.
 *
 * @param {Fused} fused
 * @param {ParameterArray} images  [N, H, W, C]
 * @param {{ names: readonly string[], threads: readonly number[], kernels: import("@xception/testing/bench").KernelSets }} options
 * @returns {Promise<Runtime[]>}  one for each number of threads, where a runtime has any
 */
export async function startRuntimes(fused, images, { names, threads, kernels }) {
  const several = (/** @type {(threads: number) => Promise<Runtime>} */ start) => Promise.all(threads.map(start));
  const starters = {
    stock: async () => [await interpreted(fused, images, "TensorFlow.js", kernels.stock)],
    kernels: async () => [await interpreted(fused, images, "TensorFlow.js, our kernels", kernels.ours)],
    wasm: () => several((count) => executed(fused, images, count, "float32")),
    simd: () => several((count) => executed(fused, images, count, "float32", "simd")),
    int8x16: () => several((count) => executed(fused, images, count, "int8x16")),
    int8: () => several((count) => executed(fused, images, count, "int8")),
    onnxruntime: () => several((count) => onnxRuntime(fused, images, count)),
  };
  const unknown = names.filter((name) => !(name in starters));
  if (unknown.length > 0)
    throw new Error(`[startRuntimes] there is no runtime "${unknown.join('", "')}". Choose among ${runtimeNames.join(", ")}.`);
  const runtimes = [];
  for (const name of runtimeNames) if (names.includes(name)) runtimes.push(...(await starters[name]()));
  return runtimes;
}

/** @param {Fused} fused @param {ParameterArray} images @param {string} name @param {() => void} before @returns {Promise<Runtime>} */
async function interpreted(fused, images, name, before) {
  const executable = await compile(fused.network, fused.parameters, { fuse: false });
  return {
    name,
    threads: 1,
    before,
    run: runOf(executable, images),
    end: () => {
      executable.dispose();
    },
  };
}

/** @param {Fused} fused @param {ParameterArray} images @param {number} threads @param {"float32" | "int8" | "int8x16"} precision @param {"simd"} [build] @returns {Promise<Runtime>} */
async function executed(fused, images, threads, precision, build) {
  const options = { executor: "wasm", threads, precision, fuse: false, ...(build && { build }) };
  const executable = await compile(fused.network, fused.parameters, options);
  return {
    name: ["executor wasm", ...(precision === "float32" ? [] : [precision]), ...(build ? ["SIMD"] : [])].join(", "),
    threads,
    precision,
    run: runOf(executable, images),
    end: () => {
      executable.dispose();
    },
  };
}

/** @param {import("@xception/network").Executable} executable @param {ParameterArray} images */
function runOf(executable, images) {
  return async () => {
    const { outputs } = await executable.run(images);
    return outputs[0]?.data ?? new Float32Array();
  };
}

/** @param {Fused} fused @param {ParameterArray} images @param {number} threads @returns {Promise<Runtime>} */
async function onnxRuntime({ network, parameters }, images, threads) {
  const session = await startOnnx(writeOnnx(network, parameters, { batch: images.shape[0] ?? 1 }), threads);
  return { name: "onnxruntime-web", threads, run: session.prepare(images), end: session.release };
}
