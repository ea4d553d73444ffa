import { expectedCalibrationError, MetricsError } from "@xception/metrics";
import { describe, expect, it } from "vitest";

describe("expectedCalibrationError", () => {
  it("is the distance of what was promised from what came true", () => {
    expect(expectedCalibrationError([0.8, 0.2, 0.8, 0.2], [0, 1], 2)).toBeCloseTo(0.3, 12);
  });

  it("is 0 for a network that keeps its word", () => {
    expect(expectedCalibrationError([0.75, 0.25, 0.75, 0.25, 0.25, 0.75, 0.25, 0.75], [0, 0, 1, 0], 2)).toBe(0);
  });

  it("lets no bin make up for another", () => {
    // Bin (0.5, 0.6]: 0.6 said, always right; bin (0.9, 1]: 1 said, right in half. (|0.6 * 2 - 2| + |1 * 2 - 1|) / 4.
    const probabilities = [0.6, 0.4, 0.6, 0.4, 1, 0, 1, 0];
    expect(expectedCalibrationError(probabilities, [0, 0, 0, 1], 2, 10)).toBeCloseTo(0.45, 12);
    // In a single bin they do: |3.2 - 3| / 4.
    expect(expectedCalibrationError(probabilities, [0, 0, 0, 1], 2, 1)).toBeCloseTo(0.05, 12);
  });

  it("puts the upper edge of a bin into it, and 0 into the first", () => {
    // 0.5 of 2 bins belongs to the first, 0.75 to the second: |0.5 - 0| and |0.75 - 1|, of 2.
    expect(expectedCalibrationError([0.5, 0.5, 0.75, 0.25], [1, 0], 2, 2)).toBe(0.375);
    expect(expectedCalibrationError([0], [0], 1, 2)).toBe(1);
  });

  it("is NaN of nothing", () => {
    expect(expectedCalibrationError([], [], 2)).toBeNaN();
  });

  it.each([
    [[3, -1], 15, "the best of row 0 is 3, but a probability from 0 to 1 was expected. Apply softmax to logits first."],
    [[NaN, NaN], 15, "the best of row 0 is NaN, but a probability from 0 to 1 was expected. Apply softmax to logits first."],
    [[1, 0], 0, "there are 0 bins, but a whole number from 1 was expected. Pass such a number."],
  ])("refuses %j in %i bins", (probabilities, bins, sentence) => {
    expect(() => expectedCalibrationError(probabilities, [0], 2, bins)).toThrow(new MetricsError(`[expectedCalibrationError] ${sentence}`));
  });
});
