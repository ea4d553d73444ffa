import { MetricsError, topK, topKAccuracy } from "@xception/metrics";
import { describe, expect, it } from "vitest";

// Two rows of four classes.
const scores = new Float64Array([0.1, 0.5, 0.4, 0.25, 3, 1, 2, 0]);

describe("topK", () => {
  it("gives the best of each row, best first", () => {
    expect(topK(scores, 4, 2)).toEqual([
      [
        { index: 1, score: 0.5 },
        { index: 2, score: 0.4 },
      ],
      [
        { index: 0, score: 3 },
        { index: 2, score: 2 },
      ],
    ]);
  });

  const order = (row: number[], k: number): number[] => (topK(row, row.length, k)[0] ?? []).map(({ index }) => index);

  it("sorts as a stable sort does, whatever came first", () => {
    expect(order([1, 2, 3, 4, 5], 5)).toEqual([4, 3, 2, 1, 0]);
    expect(order([5, 4, 3, 2, 1], 3)).toEqual([0, 1, 2]);
    expect(order([2, 7, 1, 7, 2, 9], 4)).toEqual([5, 1, 3, 0]);
  });

  it("puts the lower index first among equals, and keeps it at the edge of k", () => {
    expect(order([1, 1, 1, 1], 2)).toEqual([0, 1]);
  });

  it("puts NaN last", () => {
    expect(order([NaN, 1, NaN, 2], 4)).toEqual([3, 1, 0, 2]);
  });

  it("gives all classes where k is more, and no rows of none", () => {
    expect(order([1, 2], 5)).toEqual([1, 0]);
    expect(topK([], 4, 1)).toEqual([]);
  });

  it.each([
    [[1, 2, 3], 2, 1, "[topK] 3 numbers came, which are no whole rows of 2 classes. Pass scores of shape [N, 2]."],
    [[1, 2], 0, 1, "[topK] there are 0 classes, but a whole number from 1 was expected. Pass the number of columns of the scores."],
    [[1, 2], 2, 0, "[topK] k is 0, but a whole number from 1 was expected. Pass how many classes count."],
  ])("refuses %j of %i classes, k %i", (row, classes, k, message) => {
    expect(() => topK(row, classes, k)).toThrow(new MetricsError(message));
  });
});

describe("topKAccuracy", () => {
  it("counts the rows whose label is among the k best", () => {
    expect([1, 2, 3, 4].map((k) => topKAccuracy(scores, [3, 0], 4, k))).toEqual([0.5, 0.5, 1, 1]);
  });

  it("decides between equals as topK does", () => {
    expect(topKAccuracy([1, 1], [0], 2, 1)).toBe(1);
    expect(topKAccuracy([1, 1], [1], 2, 1)).toBe(0);
  });

  it("counts a network that answers NaN as wrong", () => {
    expect(topKAccuracy([NaN, NaN, 1, NaN], [0, 0], 2, 2)).toBe(0.5);
  });

  it("is NaN of nothing", () => {
    expect(topKAccuracy([], [], 2, 1)).toBeNaN();
  });

  it.each([
    [[0], "[topKAccuracy] 1 labels came for 2 rows of scores. Pass one label a row."],
    [[0, 4], "[topKAccuracy] a label is 4, but the classes are 0 to 3. Pass the index of a class."],
    [[0, 0.5], "[topKAccuracy] a label is 0.5, but the classes are 0 to 3. Pass the index of a class."],
  ])("refuses the labels %j", (labels, message) => {
    expect(() => topKAccuracy(scores, labels, 4, 1)).toThrow(new MetricsError(message));
  });
});
