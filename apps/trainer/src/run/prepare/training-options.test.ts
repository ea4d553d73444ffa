import { learningRate, paperTraining } from "@xception/training";
import { expect, it } from "vitest";

import { mnist } from "../../../recipes/mnist.ts";
import { imagenet } from "../../../recipes/paper/imagenet.ts";
import { trainingOptions } from "./training-options.ts";

it("carries the paper's ImageNet recipe out as the paper says", () => {
  const options = trainingOptions(imagenet);
  const { optimizer, schedule, weightDecay, loss, dropout } = paperTraining.imagenet;
  expect(options).toMatchObject({ optimizer, schedule, loss, weightDecay: { rate: weightDecay.rate }, polyak: { decay: 0.9999 } });
  expect(weightDecay.kind).toBe("l2"); // the default that the recipe relies on
  expect(imagenet.network.dropout).toBe(dropout);
});

it("raises the rate over the warm-up and lets it fall to 0 at the end of the last epoch", () => {
  const { schedule } = trainingOptions({
    ...mnist,
    epochs: 4,
    optimizer: { ...mnist.optimizer, learningRate: 0.5 },
    schedule: { kind: "cosine", factor: 1, everyEpochs: 1, warmUpSteps: 10 },
  });
  const rate = (step: number, epoch: number): number => learningRate(schedule, { step, epoch, samples: 0 });
  expect(rate(0, 0)).toBeCloseTo(0.05, 10);
  expect(rate(10, 0)).toBeCloseTo(0.5, 10);
  expect(rate(200, 2)).toBeCloseTo(0.25, 10);
  expect(rate(400, 4)).toBeCloseTo(0, 10);
});
