// A session of one process, alone or as one of several: bench/workers.js starts it. Each message asks for so many steps, and is answered by
// the milliseconds of one of them. Arguments: NETWORK BATCH SIZE TOGETHER ADDRESSES INDEX, where TOGETHER is "alone", "together" or
// "statistics", and ADDRESSES are those of all that train together.
import { startBackend } from "@xception/backends/node";
import { initialise, shapes } from "@xception/network";
import { deviceVariable, everyCall, joinWorkers, registerTensorFlowBackend, trace } from "@xception/tensorflow";
import { createSession } from "@xception/training";
import { buildXception, variantOptions } from "@xception/xception";

const [name = "", batch = "", size = "", together = "", addresses = "", index = ""] = process.argv.slice(2);
const cluster = together === "alone" ? undefined : { addresses: addresses.split(","), index: Number(index) };
registerTensorFlowBackend({ threads: 1, cluster });
await startBackend("tensorflow");

/** What a step sends: recorded once, as the step is. */
const sent = { messages: 0, bytes: 0 };
/** @template {import("@tensorflow/tfjs-core").Tensor} T @param {T} x */
const count = (x) => {
  sent.messages += 1;
  sent.bytes += 4 * x.size;
  return x;
};
const joined = joinWorkers();
/** @type {import("@xception/training").Workers} */
const workers = { ...joined, sum: (x) => joined.sum(count(x)), mean: (x) => joined.mean(count(x)) };

const network = buildXception(name === "xception" ? { inputSize: Number(size), classes: 1000 } : variantOptions(name));
const session = createSession({
  ...{ network, workers, parameters: initialise(network, { seed: 1 }) },
  loss: "softmaxCrossEntropy",
  optimizer: { kind: "sgd", momentum: 0.9 },
  schedule: { kind: "constant", rate: 0.01 },
  syncStatistics: together === "statistics",
  compiler: { trace: (fn) => trace(fn), everyCall, variable: deviceVariable },
});
const [input = []] = shapes(network).values();
const shape = [Number(batch), ...input];
const length = shape.reduce((product, axis) => product * axis, 1);
const images = { shape, data: Float32Array.from({ length }, (_, place) => Math.sin(place)) };
const labels = Uint8Array.from({ length: Number(batch) }, (_, place) => place % 10);

process.on("message", (steps) => {
  void run(Number(steps)).then((milliseconds) => process.send?.(milliseconds));
});
/** @param {number} steps */
async function run(steps) {
  const start = performance.now();
  for (let step = 0; step < steps; step += 1) await session.step({ images, labels });
  return (performance.now() - start) / steps;
}
await run(1);
process.send?.(sent);
