// Two processes that compute on wasm, and meet on the host, against one on the same batches.
import * as tf from "@tensorflow/tfjs-core";
import type { Network } from "@xception/network";
import { missingComponent } from "@xception/testing";
import { createSession, TrainingError, type TrainingOptions, type Workers } from "@xception/training";
import { startBackend } from "@xception/backends/node";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { missingTensorFlow } from "./missing-tensorflow.ts";
import { tiny, tinyOptions } from "./tiny-network.ts";
import { expectSameTraining } from "./workers/expect-same-training.ts";
import { tinyBatch } from "./tiny-task.ts";
import { tinyTaskBatches, type TogetherResult, type TogetherTask } from "./workers/together-task.ts";
import { trainTogether } from "./workers/train-together.ts";

const reason = missingTensorFlow();
const { loss, schedule } = tinyOptions;
const momentum: TrainingOptions = { loss, schedule, optimizer: { kind: "sgd", momentum: 0.9 }, polyak: { decay: 0.9 } };

/** Without batch normalisation, whose statistics are each process' own here. */
const plain: Network = {
  ...tiny,
  nodes: tiny.nodes
    .filter(({ kind }) => kind !== "batchNorm")
    .map((node) => ({ ...node, inputs: node.inputs.map((input) => input.replace("_bn", "")) })),
};
const task: TogetherTask = {
  backend: "wasm",
  network: plain,
  batches: tinyTaskBatches(5),
  cases: [
    { options: { ...momentum, clipNorm: 1, labelSmoothing: 0.1 } },
    { options: { loss, schedule, optimizer: { kind: "adam" }, weightDecay: { rate: 1e-3 }, accumulate: 2 }, compiler: "none" },
    { options: momentum, stopAt: 1 },
  ],
};

describe("two processes on wasm", () => {
  const results = { alone: [] as TogetherResult[], first: [] as TogetherResult[], second: [] as TogetherResult[] };
  beforeAll(async () => {
    if (reason !== undefined) return;
    const [alone] = await trainTogether(1, { ...task, cases: task.cases.slice(0, 2) });
    const [first, second] = await trainTogether(2, task);
    Object.assign(results, { alone, first, second });
  });
  beforeEach(({ skip }) => {
    skip(reason !== undefined, reason);
  });

  it.each([
    [0, "a recorded step, clipped gradients, smoothed labels and averages"],
    [1, "a step operation by operation, in parts"],
  ])("with batches of 4 train as one does with batches of 8 (case %i: %s)", (index) => {
    expectSameTraining(results.first[index] as TogetherResult, results.alone[index] as TogetherResult);
  });

  it("end with the same bits, whatever parameters they began with", () => {
    for (const [index, { arrays }] of results.first.entries()) expect(results.second[index]?.arrays, `case ${index}`).toEqual(arrays);
  });

  it("stop after the same step where one of them asks for it, and evaluate each its part", () => {
    expect(results.first[2]).toMatchObject({ finished: false, progress: { step: 4 }, position: { epoch: 0, batch: 4 } });
    const [alone, together] = [results.alone[0] as TogetherResult, results.first[0] as TogetherResult];
    expect(together.evaluation).toMatchObject({ size: 40, top1: alone.evaluation.top1, confusion: alone.evaluation.confusion });
  });
});

it("two processes on webgpu with batches of 4 train as one does with batches of 8", async ({ skip }) => {
  skip(reason !== undefined, reason);
  const missing = await startBackend("webgpu").then(
    () => undefined,
    (error: unknown) => missingComponent(String(error)),
  );
  skip(missing !== undefined, missing);
  const short: TogetherTask = { ...task, backend: "webgpu", batches: tinyTaskBatches(2), cases: task.cases.slice(0, 1) };
  const [[alone] = []] = await trainTogether(1, short);
  const [[first] = [], [second] = []] = await trainTogether(2, short);
  expectSameTraining(first as TogetherResult, alone as TogetherResult);
  expect(second?.arrays).toEqual(first?.arrays);
});

describe("a meeting on the host", () => {
  /** Another process does exactly the same. */
  const workers: Workers = {
    ...{ count: 2, index: 0, takesTensors: false },
    sum: (x) => x,
    mean: (x) => x,
    sumNumbers: (values) => Promise.resolve(values.map((value) => 2 * value)),
    gather: (values) => Promise.resolve([values, values]),
    share: (bytes = new Uint8Array()) => Promise.resolve(bytes),
  };
  beforeAll(() => startBackend("cpu"));

  it("leaves no tensors behind, and nothing changed where another process is lost", async () => {
    let lost = false;
    const sumNumbers: Workers["sumNumbers"] = (values) =>
      lost ? Promise.reject(new Error("another worker was lost")) : workers.sumNumbers(values);
    const session = createSession({ ...tinyOptions, workers: { ...workers, sumNumbers } });
    await session.step(tinyBatch(0));
    const tensors = tf.memory().numTensors;
    await session.step(tinyBatch(1));
    const before = await session.state();
    lost = true;
    await expect(session.step(tinyBatch(2))).rejects.toThrow("another worker was lost");
    expect(tf.memory().numTensors).toBe(tensors);
    expect(await session.state()).toEqual(before);
    session.dispose();
  });

  it("has no statistics of all processes", () => {
    expect(() => createSession({ ...tinyOptions, workers, syncStatistics: true })).toThrow(
      new TrainingError(
        "[createSession] syncStatistics came with 2 workers on the backend cpu, which meet once a step, expected tensorflow. Leave it out, or train on tensorflow.",
      ),
    );
  });
});
