// One contestant of bench/page.js: a page starts what runs the network, on its main thread, and times a run when it is told to.
import * as tf from "@tensorflow/tfjs-core";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import simd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import { compile, fuse } from "@xception/network";
import { buildXception } from "@xception/xception";
import * as onnx from "onnxruntime-web/wasm";
import onnxLoader from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import onnxBinary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";

import { livelyImages } from "../lively-images.js";
import { livelyParameters } from "../lively-parameters.js";
import { transpose } from "../onnx/transpose.js";
import { writeOnnx } from "../onnx/write-onnx.js";

/** @typedef {import("../runtimes.js").Fused} Fused */
/** @typedef {import("@xception/network").ParameterArray} ParameterArray */
/** @typedef {() => Promise<Float32Array>} Run */
/** @typedef {{ runtime: string, threads: number, size: number }} Asked */

/** Each of them computes an image and gives the classes. @type {Readonly<Record<string, (fused: Fused, images: ParameterArray, threads: number) => Promise<Run>>>} */
const starters = {
  async stock(fused, images, threads) {
    setWasmPaths({
      "tfjs-backend-wasm.wasm": absolute(plain),
      "tfjs-backend-wasm-simd.wasm": absolute(simd),
      "tfjs-backend-wasm-threaded-simd.wasm": absolute(threaded),
    });
    setThreadsCount(threads);
    await tf.setBackend("wasm");
    return runOf(await compile(fused.network, fused.parameters, { fuse: false }), images);
  },
  wasm: (fused, images, threads) => execute(fused, images, threads, "float32"),
  int8: (fused, images, threads) => execute(fused, images, threads, "int8"),
  async onnxruntime({ network, parameters }, images, threads) {
    onnx.env.wasm.numThreads = threads;
    onnx.env.wasm.wasmPaths = { mjs: absolute(onnxLoader), wasm: absolute(onnxBinary) };
    const session = await onnx.InferenceSession.create(writeOnnx(network, parameters), {
      executionProviders: ["wasm"],
      graphOptimizationLevel: "all",
    });
    const { shape, data } = transpose(images, [0, 3, 1, 2]);
    const feeds = { [session.inputNames[0] ?? ""]: new onnx.Tensor("float32", data, shape) };
    const output = session.outputNames[0] ?? "";
    return async () => Float32Array.from(/** @type {Float32Array} */ ((await session.run(feeds))[output]?.data));
  },
};

/** @param {string} url */
const absolute = (url) => new URL(url, location.href).href;

/** @param {Fused} fused @param {ParameterArray} images @param {number} threads @param {"float32" | "int8"} precision */
async function execute(fused, images, threads, precision) {
  return runOf(await compile(fused.network, fused.parameters, { executor: "wasm", threads, precision, fuse: false }), images);
}

/** @param {import("@xception/network").Executable} executable @param {ParameterArray} images @returns {Run} */
function runOf(executable, images) {
  return async () => (await executable.run(images)).outputs[0]?.data ?? new Float32Array();
}

/** @type {Run | undefined} */
let run;

const contestant = {
  /** Starts, and gives the classes of the first run. @param {Asked} asked */
  async start({ runtime, threads, size }) {
    const network = buildXception({ inputSize: size });
    run = await starters[runtime]?.(fuse(network, livelyParameters(network)), livelyImages([1, size, size, 3]), threads);
    return Array.from((await run?.()) ?? []);
  },
  /** The milliseconds of a run. */
  async time() {
    const start = performance.now();
    await run?.();
    return performance.now() - start;
  },
};

Object.assign(globalThis, { contestant });
