// Two processes against one, on the same batches.
import type { TrainingOptions } from "@xception/training";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { missingTensorFlow } from "./missing-tensorflow.ts";
import { tiny, tinyOptions } from "./tiny-network.ts";
import { tinyTaskBatches, type TogetherResult, type TogetherTask } from "./workers/together-task.ts";
import { expectSameTraining } from "./workers/expect-same-training.ts";
import { trainTogether } from "./workers/train-together.ts";

const { loss, schedule } = tinyOptions;
const momentum: TrainingOptions = { loss, schedule, optimizer: { kind: "sgd", momentum: 0.9 }, polyak: { decay: 0.9 } };
const task: TogetherTask = {
  backend: "tensorflow",
  network: tiny,
  batches: tinyTaskBatches(5),
  cases: [
    { options: { ...momentum, syncStatistics: true, clipNorm: 1, labelSmoothing: 0.1 } },
    { options: { loss, schedule, optimizer: { kind: "adam" }, weightDecay: { rate: 1e-3 } } },
    { options: momentum, stopAt: 1 },
  ],
};
const reason = missingTensorFlow();

describe("two processes", () => {
  const results = { alone: [] as TogetherResult[], first: [] as TogetherResult[], second: [] as TogetherResult[] };
  beforeAll(async () => {
    if (reason !== undefined) return;
    const [alone] = await trainTogether(1, { ...task, cases: task.cases.slice(0, 1) });
    const [first, second] = await trainTogether(2, task);
    Object.assign(results, { alone, first, second });
  });
  beforeEach(({ skip }) => {
    skip(reason !== undefined, reason);
  });

  it("with batches of 4 and statistics over both train as one does with batches of 8", () => {
    const [alone, together] = [results.alone[0] as TogetherResult, results.first[0] as TogetherResult];
    expectSameTraining(together, alone);
  });

  it("end with the same bits, whatever parameters they began with, and with statistics of their own", () => {
    for (const [index, first] of results.first.entries()) {
      const { arrays, ...numbers } = results.second[index] as TogetherResult;
      expect(numbers).toEqual({ ...first, arrays: undefined });
      for (const [place, [name, values]] of first.arrays.entries())
        expect(arrays[place], `${name} of case ${index}`).toEqual([name, values]);
    }
    expect(results.first[1]?.finished).toBe(true);
  });

  it("stop after the same step where one of them asks for it", () => {
    const stopped = results.first[2] as TogetherResult;
    expect(stopped.finished).toBe(false);
    // Step 2 is under way when the report of step 1 comes; 3 tells both, when 4 is under way.
    expect(stopped.progress).toMatchObject({ step: 4 });
    expect(stopped.position).toMatchObject({ epoch: 0, batch: 4 });
  });

  it("evaluate each its part, and know the numbers of the whole", () => {
    const [alone, together] = [results.alone[0] as TogetherResult, results.first[0] as TogetherResult];
    expect(together.evaluation).toMatchObject({ size: 40, top1: alone.evaluation.top1, confusion: alone.evaluation.confusion });
    expect(together.evaluation.loss).toBeCloseTo(alone.evaluation.loss, 5);
  });
});
