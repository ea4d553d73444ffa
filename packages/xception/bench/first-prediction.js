// One way from a model file to its first prediction, in a process of its own; bench/start-up.js starts it. Prints its times as JSON.
import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";

import { livelyImages } from "./lively-images.js";
import { watchedBytes, watchMemory } from "./watch-memory.js";

/** @typedef {object} Predictor
 * @property {() => Promise<unknown>} predict
 * @property {() => number} [held]  bytes that it says to hold */

/** Each gives what predicts on a batch; what it needs is loaded here, so that the time counts. @type {Readonly<Record<string, (file: string, images: import("@xception/network").ParameterArray) => Promise<Predictor>>>} */
const ways = {
  async stock(file, images) {
    const tf = await import("@tensorflow/tfjs-core");
    await import("@tensorflow/tfjs-backend-wasm");
    await tf.setBackend("wasm");
    return compiled(file, images, {});
  },
  wasm: (file, images) => compiled(file, images, { executor: "wasm" }),
  int8: (file, images) => compiled(file, images, { executor: "wasm", precision: "int8" }),
  async onnxruntime(file, images) {
    const { startOnnx } = await import("./onnx/start-onnx.js");
    return { predict: (await startOnnx(await readFile(file), 1)).prepare(images) };
  },
};

/** @param {string} file @param {import("@xception/network").ParameterArray} images @param {import("@xception/network").CompileOptions} options */
async function compiled(file, images, options) {
  const { compile } = await import("@xception/network");
  const { openModel } = await import("@xception/exchange");
  const { network, parameters } = await openModel(await openAsBlob(file));
  const executable = await compile(network, parameters, options);
  return { predict: () => executable.run(images), held: () => executable.memory()?.peak ?? 0 };
}

const [name = "", file = "", size = "299"] = process.argv.slice(2);
const way = ways[name];
if (!way) throw new Error(`[first-prediction] there is no way "${name}". Choose one of ${Object.keys(ways).join(", ")}.`);
const images = livelyImages([1, Number(size), Number(size), 3]);
watchMemory();
const start = performance.now();
const { predict, held } = await way(file, images);
const ready = performance.now();
await predict();
const first = performance.now();
await predict();
const second = performance.now();
const mebi = 2 ** 20;
console.log(
  JSON.stringify({
    ready: ready - start,
    first: first - ready,
    second: second - first,
    total: first - start,
    peak: (await peakKibibytes()) / 1024,
    held: (held?.() ?? 0) / mebi,
    memory: watchedBytes() / mebi,
  }),
);
process.exit(); // threads of onnxruntime-web would keep the process

/** The most memory that this process held. Linux' `maxRSS` begins with what the process held that started it, its own file does not. */
async function peakKibibytes() {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
