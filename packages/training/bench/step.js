// What a step of training costs on the wasm backend, and what the update of the parameters is of it: as one vector, as the session does it,
// and parameter by parameter. Run: pnpm --filter @xception/training bench
import { cpus } from "node:os";

import * as tf from "@tensorflow/tfjs-core";
import { startBackend } from "@xception/backends/node";
import { cost, initialise, parameterSpecs } from "@xception/network";
import { createOptimizer, createSession } from "@xception/training";

const rounds = 40;
const batch = 64;

/** Twelve separable convolutions of 64 channels at 14x14, in pairs with a shortcut: as deep as a small Xception. @returns {import("@xception/network").Network} */
function network() {
  /** @type {import("@xception/network").NetworkNode[]} */
  const nodes = [
    { name: "images", kind: "input", inputs: [], options: { shape: [28, 28, 1] } },
    { name: "stem", kind: "conv", inputs: ["images"], options: { filters: 64, kernel: [3, 3], stride: [2, 2], bias: false } },
    { name: "stem_bn", kind: "batchNorm", inputs: ["stem"], options: {} },
  ];
  let last = "stem_bn";
  for (let block = 1; block <= 6; block += 1) {
    let inner = last;
    for (const half of [1, 2]) {
      const name = `block${block}_sepconv${half}`;
      nodes.push({ name: `${name}_act`, kind: "activation", inputs: [inner], options: { function: "relu" } });
      nodes.push({ name, kind: "separableConv", inputs: [`${name}_act`], options: { filters: 64, kernel: [3, 3], bias: false } });
      nodes.push({ name: `${name}_bn`, kind: "batchNorm", inputs: [name], options: {} });
      inner = `${name}_bn`;
    }
    nodes.push({ name: `block${block}_add`, kind: "add", inputs: [last, inner], options: {} });
    last = `block${block}_add`;
  }
  nodes.push({ name: "mean", kind: "globalAveragePool", inputs: [last], options: {} });
  nodes.push({ name: "predictions", kind: "dense", inputs: ["mean"], options: { units: 10, activation: "softmax" } });
  return { name: "bench", nodes, outputs: ["predictions"] };
}

/** Median processor time of a call, in milliseconds: other work on the machine does not count. @param {() => unknown} work */
async function median(work) {
  const times = [];
  for (let round = -5; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) times.push((user + system) / 1000);
  }
  return (times.sort((a, b) => a - b)[rounds >> 1] ?? NaN).toFixed(2);
}

await startBackend("wasm");
const bench = network();
const parameters = initialise(bench, { seed: 1 });
const specs = [...parameterSpecs(bench)].filter(([, { trainable }]) => trainable);
console.log(`${cpus()[0]?.model}, Node ${process.version}, wasm`);
console.log(`${specs.length} trainable parameters, ${cost(bench).total} multiply-adds an image, ${batch} images a step`);

const session = createSession({
  network: bench,
  parameters,
  loss: "softmaxCrossEntropy",
  optimizer: { kind: "sgd", momentum: 0.9 },
  schedule: { kind: "constant", rate: 0.01 },
  polyak: { decay: 0.99 },
});
const images = { shape: [batch, 28, 28, 1], data: Float32Array.from({ length: batch * 784 }, (_, index) => Math.sin(index)) };
const labels = Uint8Array.from({ length: batch }, (_, index) => index % 10);
console.log(`step with Polyak averaging:        ${await median(() => session.step({ images, labels }))} ms`);

const optimizer = createOptimizer({ kind: "sgd", momentum: 0.9 });
const gradients = specs.map(([, { shape }]) => tf.randomUniform([...shape]));
/** @param {tf.Tensor} parameter @param {tf.Tensor} gradient @param {tf.Tensor} slot */
const update = (parameter, gradient, slot) => optimizer.update({ parameter, gradient, slots: [slot], rate: 0.01, step: 1 });
const vector = tf.concat(gradients.map((gradient) => tf.reshape(gradient, [gradient.size])));
console.log(
  `update alone, as one vector:       ${await median(() => {
    tf.tidy(() => {
      const joined = tf.concat(gradients.map((gradient) => tf.reshape(gradient, [gradient.size])));
      const data = update(vector, joined, vector).parameter.dataSync();
      let start = 0;
      for (const { shape, size } of gradients) tf.tensor(data.subarray(start, (start += size)), shape);
    });
  })} ms`,
);
console.log(
  `update alone, each parameter apart: ${await median(() => {
    tf.tidy(() => {
      for (const gradient of gradients) update(gradient, gradient, gradient);
    });
  })} ms`,
);
session.dispose();
