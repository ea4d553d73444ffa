// onnxruntime-node on the same fused network, in a process of its own, which the bench of @xception/training on TensorFlow starts. The package is not one of ours:
// any folder may have it (npm install --ignore-scripts onnxruntime-node). Arguments: FOLDER BATCH THREADS SIZE
import { createRequire } from "node:module";
import { join } from "node:path";

import { fuse, initialise } from "@xception/network";
import { answerLines } from "@xception/testing/bench";
import { buildXception } from "@xception/xception";

import { writeOnnx } from "./onnx/write-onnx.js";

/** @typedef {{ Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => object, InferenceSession: { create(file: Uint8Array, options: object): Promise<{ inputNames: readonly string[], run(feeds: object): Promise<unknown> }> } }} OnnxRuntime */

const [folder = ".", ...numbers] = process.argv.slice(2);
const [batch = 1, threads = 1, size = 299] = numbers.map(Number);
const network = buildXception({ inputSize: size });
const fused = fuse(network, initialise(network, { seed: 1 }));
/** @type {OnnxRuntime} */
const runtime = createRequire(join(folder, "package.json"))("onnxruntime-node");
const session = await runtime.InferenceSession.create(writeOnnx(fused.network, fused.parameters, { batch }), {
  executionProviders: ["cpu"],
  graphOptimizationLevel: "all",
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
});
const data = Float32Array.from({ length: batch * size * size * 3 }, (_, index) => Math.sin(index));
const feeds = { [session.inputNames[0] ?? ""]: new runtime.Tensor("float32", data, [batch, 3, size, size]) };
await answerLines(() => session.run(feeds));
