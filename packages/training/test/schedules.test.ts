import { learningRate, paperTraining, TrainingError, type Schedule } from "@xception/training";
import { describe, expect, it } from "vitest";

const at = (progress: { step?: number; epoch?: number; samples?: number }): { step: number; epoch: number; samples: number } => ({
  step: 0,
  epoch: 0,
  samples: 0,
  ...progress,
});

describe("learningRate", () => {
  it("is that of the paper on ImageNet: 0.045, times 0.94 every 2 epochs", () => {
    const rates = [0, 1.99, 2, 3.5, 4].map((epoch) => learningRate(paperTraining.imagenet.schedule, at({ epoch })));
    expect(rates).toEqual([0.045, 0.045, 0.045 * 0.94, 0.045 * 0.94, 0.045 * 0.94 ** 2]);
  });

  it("is that of the paper on JFT: 0.001, times 0.9 every 3,000,000 samples", () => {
    const rates = [0, 2_999_999, 3_000_000, 6_000_000].map((samples) => learningRate(paperTraining.jft.schedule, at({ samples })));
    expect(rates).toEqual([0.001, 0.001, 0.001 * 0.9, 0.001 * 0.9 ** 2]);
  });

  it("stays where it is constant", () => {
    expect(learningRate({ kind: "constant", rate: 0.1 }, at({ step: 1e6 }))).toBe(0.1);
  });

  it("falls along half a cosine, and stays at its end", () => {
    const schedule: Schedule = { kind: "cosine", initial: 1, final: 0.2, until: 100, unit: "steps" };
    const rates = [0, 50, 100, 150].map((step) => learningRate(schedule, at({ step })));
    expect(rates).toEqual([1, expect.closeTo(0.6, 12), 0.2, 0.2]);
  });

  it("is multiplied by a rising factor during a warm-up", () => {
    const then: Schedule = { kind: "stepDecay", initial: 0.8, factor: 0.5, every: 10, unit: "steps" };
    const rates = [0, 4, 8, 10].map((step) => learningRate({ kind: "warmUp", until: 8, unit: "steps", from: 0.5, then }, at({ step })));
    expect(rates).toEqual([0.4, 0.8 * 0.75, 0.8, 0.4]);
    expect(learningRate({ kind: "warmUp", until: 8, unit: "steps", then }, at({}))).toBe(0);
  });

  it("follows one schedule after another", () => {
    const schedule: Schedule = {
      kind: "piecewise",
      unit: "epochs",
      pieces: [
        { until: 1, schedule: { kind: "constant", rate: 1 } },
        { until: 3, schedule: { kind: "constant", rate: 2 } },
      ],
      then: { kind: "constant", rate: 3 },
    };
    expect([0.9, 1, 2.9, 3].map((epoch) => learningRate(schedule, at({ epoch })))).toEqual([1, 2, 2, 3]);
  });

  it("survives JSON", () => {
    const schedule = JSON.parse(JSON.stringify(paperTraining.imagenet.schedule)) as Schedule;
    expect(learningRate(schedule, at({ epoch: 2 }))).toBe(0.045 * 0.94);
  });

  it("an unknown kind is refused with those that there are", () => {
    expect(() => learningRate({ kind: "polynomial" } as unknown as Schedule, at({}))).toThrow(
      new TrainingError('[learningRate] there is no schedule "polynomial". Choose one of constant, stepDecay, cosine, warmUp, piecewise.'),
    );
  });

  it("a rate that is no number is refused with the schedule", () => {
    const broken = { kind: "stepDecay", initial: 0.1, factor: 0.5, unit: "steps" } as unknown as Schedule;
    expect(() => learningRate(broken, at({ step: 3 }))).toThrow(
      new TrainingError(
        '[learningRate] the schedule stepDecay gives NaN at step 3, expected a number of 0 or more. Look at the numbers in {"kind":"stepDecay","initial":0.1,"factor":0.5,"unit":"steps"}.',
      ),
    );
  });
});
