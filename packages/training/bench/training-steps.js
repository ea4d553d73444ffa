// A session of one checkout in a process of its own, because two copies of TensorFlow.js in one process share their kernels.
// bench/training-step.js starts it; each message asks for so many steps, and answered by the milliseconds of each. Arguments: NETWORK BATCH THREADS [FOLDER]
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [name = "", batch = "", threads = "", folder = ""] = process.argv.slice(2);

/** A package of this checkout, or of the other as it was built there. @param {string} name @returns {Promise<unknown>} */
async function open(name) {
  const [of = "", ...path] = name.split("/");
  const file = join(resolve(folder), "packages", of, "dist", ...path, "index.js");
  return import(folder === "" ? `@xception/${name}` : pathToFileURL(file).href);
}

const { startBackend } = /** @type {typeof import("@xception/backends/node")} */ (await open("backends/node"));
const { cost, initialise, shapes } = /** @type {typeof import("@xception/network")} */ (await open("network"));
const { createSession } = /** @type {typeof import("@xception/training")} */ (await open("training"));
const { buildXception, variantOptions } = /** @type {typeof import("@xception/xception")} */ (await open("xception"));
await startBackend("wasm", { threads: Number(threads) });
const network = buildXception(name === "xception" ? { inputSize: 96, classes: 10 } : variantOptions(name));
const session = createSession({
  network,
  parameters: initialise(network, { seed: 1 }),
  loss: "softmaxCrossEntropy",
  optimizer: { kind: "sgd", momentum: 0.9 },
  schedule: { kind: "constant", rate: 0.01 },
  polyak: { decay: 0.99 },
});
const [input = []] = shapes(network).values();
const shape = [Number(batch), ...input];
const size = shape.reduce((product, length) => product * length, 1);
const images = { shape, data: Float32Array.from({ length: size }, (_, index) => Math.sin(index)) };
const labels = Uint8Array.from({ length: Number(batch) }, (_, index) => index % 10);

process.on("message", (steps) => {
  void run(Number(steps)).then((times) => process.send?.(times));
});
/** @param {number} steps */
async function run(steps) {
  const times = [];
  for (let step = 0; step < steps; step += 1) {
    const start = performance.now();
    await session.step({ images, labels });
    times.push(performance.now() - start);
  }
  return times;
}
process.send?.(cost(network).total);
