import { meanAveragePrecisionAtK, MetricsError } from "@xception/metrics";
import { describe, expect, it } from "vitest";

// The ranking is 0, 1, 2, 3.
const row = [0.9, 0.5, 0.4, 0.1];

describe("meanAveragePrecisionAtK", () => {
  it("averages the precision at each right class", () => {
    // Right at ranks 1 and 3: (1/1 + 2/3) / 2.
    expect(meanAveragePrecisionAtK(row, [[0, 2]], 4)).toBeCloseTo(5 / 6, 12);
  });

  it("is 1 for a perfect ranking, also of more labels than k", () => {
    expect(meanAveragePrecisionAtK(row, [[0, 1]], 4)).toBe(1);
    expect(meanAveragePrecisionAtK(row, [[0, 1, 2]], 4, { k: 2 })).toBe(1);
  });

  it("looks no further than k", () => {
    // Only rank 1 of the two labels is within 2: (1/1) / 2.
    expect(meanAveragePrecisionAtK(row, [[0, 2]], 4, { k: 2 })).toBe(0.5);
  });

  it("is the mean over rows that have a label", () => {
    expect(meanAveragePrecisionAtK([...row, ...row, ...row], [[0], [], [1]], 4)).toBe(0.75);
    expect(meanAveragePrecisionAtK(row, [[]], 4)).toBeNaN();
  });

  it("counts a class by its weight", () => {
    // Rank 1 weighs 3, rank 3 weighs 1: (3 * 1/1 + 1 * 2/3) / 4.
    expect(meanAveragePrecisionAtK(row, [[0, 2]], 4, { weights: [3, 9, 1, 9] })).toBeCloseTo(11 / 12, 12);
  });

  it("stays as it was when all weights are the same", () => {
    expect(meanAveragePrecisionAtK(row, [[1, 3]], 4, { weights: [5, 5, 5, 5] })).toBe(meanAveragePrecisionAtK(row, [[1, 3]], 4));
  });

  it("leaves rows out whose labels weigh nothing", () => {
    expect(meanAveragePrecisionAtK([...row, ...row], [[3], [0]], 4, { weights: [1, 1, 1, 0] })).toBe(1);
  });

  it("counts a label that is named twice once", () => {
    expect(meanAveragePrecisionAtK(row, [[0, 0]], 4)).toBe(1);
  });

  it.each([
    [[[0], [1]], {}, "2 sets of labels came for 1 rows of scores. Pass one set a row."],
    [[[4]], {}, "a label is 4, but the classes are 0 to 3. Pass the index of a class."],
    [[[0]], { k: 1.5 }, "k is 1.5, but a whole number from 1 was expected. Pass how many classes count."],
    [[[0]], { weights: [1] }, "1 weights came for 4 classes. Pass one weight a class."],
    [[[0]], { weights: [1, 1, -1, 1] }, "a weight is -1, but a finite number from 0 was expected. Pass how much each class counts."],
  ])("refuses %j with %o", (labels, options, sentence) => {
    expect(() => meanAveragePrecisionAtK(row, labels, 4, options)).toThrow(new MetricsError(`[meanAveragePrecisionAtK] ${sentence}`));
  });
});
