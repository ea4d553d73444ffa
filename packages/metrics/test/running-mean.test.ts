import { MetricsError, RunningMean } from "@xception/metrics";
import { describe, expect, it } from "vitest";

describe("RunningMean", () => {
  it("weighs each number", () => {
    const mean = new RunningMean();
    mean.add(1);
    mean.add(4, 2);
    mean.add(100, 0);
    expect([mean.value, mean.weight]).toEqual([3, 3]);
  });

  it("is NaN before the first number, and once a number was NaN", () => {
    const mean = new RunningMean();
    expect([mean.value, mean.weight]).toEqual([NaN, 0]);
    mean.add(1);
    mean.add(NaN);
    mean.add(1);
    expect(mean.value).toBeNaN();
  });

  it("merges with another", () => {
    const [mean, other] = [new RunningMean(), new RunningMean()];
    mean.add(1, 3);
    other.add(5, 1);
    mean.merge(other);
    mean.merge(new RunningMean());
    expect([mean.value, mean.weight]).toEqual([2, 4]);
  });

  it("stays exact over a million equal numbers", () => {
    const mean = new RunningMean();
    for (let i = 0; i < 1_000_000; i++) mean.add(0.1);
    expect(mean.value).toBe(0.1);
  });

  it("refuses a weight below 0", () => {
    expect(() => {
      new RunningMean().add(1, -1);
    }).toThrow(
      new MetricsError(
        "[RunningMean.add] the weight is -1, but a finite number from 0 was expected. Pass how many examples the value is of.",
      ),
    );
  });
});
