// What a step of several processes sends.
import { startBackend } from "@xception/backends/node";
import { initialise, type Network, type ParameterArray } from "@xception/network";
import { expectClose } from "@xception/testing";
import { createSession, type SessionOptions, type StepCompiler, type Workers } from "@xception/training";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

const node = (name: string, kind: string, input: string, options = {}): Network["nodes"][number] => ({
  ...{ name, kind, options },
  inputs: [input],
});
/** Its first layer has 131,072 weights; all else that learns or moves has 1,794 values. */
const network: Network = {
  name: "one large layer",
  nodes: [
    { name: "images", kind: "input", inputs: [], options: { shape: [1, 1, 512] } },
    node("flat", "flatten", "images"),
    node("large", "dense", "flat", { units: 256 }),
    node("norm", "batchNorm", "large"),
    node("logits", "dense", "norm", { units: 2, bias: true }),
  ],
  outputs: ["logits"],
};
const options: SessionOptions = {
  ...{ network, parameters: initialise(network, { seed: 1 }) },
  loss: "softmaxCrossEntropy",
  optimizer: { kind: "sgd", momentum: 0.9 },
  schedule: { kind: "constant", rate: 0.1 },
};
/** Runs at once. */
const compiler: StepCompiler = {
  trace: (fn) => ({
    elsewhere: (...tensors) => Promise.resolve(tf.tidy(() => fn(...tensors).map((tensor) => tf.keep(tensor)))),
    dispose: () => undefined,
  }),
  everyCall: (shape, compute) => tf.tensor(compute(), [...shape]),
};
const data = Float32Array.from({ length: 4 * 512 }, (_, index) => Math.sin(index * index));
const batch = { images: { shape: [4, 1, 1, 512], data }, labels: Int32Array.of(0, 1, 1, 0) };

beforeAll(() => startBackend("cpu"));

it("a step sends a large gradient by itself, all small ones and the moving averages in one message, and its report", async () => {
  const sent: string[] = [];
  /** Another process does exactly the same. */
  const workers: Workers = {
    ...{ count: 2, index: 0, takesTensors: true },
    sum(x) {
      sent.push(`sum of ${x.size}`);
      return tf.mul(x, 2);
    },
    mean(x) {
      sent.push(`mean of ${x.size}`);
      return tf.clone(x);
    },
    sumNumbers: (values) => Promise.resolve(values.map((value) => 2 * value)),
    gather: (values) => Promise.resolve([values, values]),
    share: (bytes = new Uint8Array()) => Promise.resolve(bytes),
  };
  const [alone, together] = [createSession(options), createSession({ ...options, compiler, workers })];
  const [own, both] = [await alone.step(batch), await together.step(batch)];
  expect(sent.sort()).toEqual(["mean of 131072", "mean of 1794", "sum of 4"]);
  expect(both).toEqual({ ...own, correct: 2 * own.correct, size: 8 });
  const parameters = await together.parameters();
  for (const [name, array] of await alone.parameters()) await expectClose(parameters.get(name) as ParameterArray, array);
});
