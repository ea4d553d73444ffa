import { ConfusionMatrix, MetricsError } from "@xception/metrics";
import { describe, expect, it } from "vitest";

const counted = (): ConfusionMatrix => {
  const matrix = new ConfusionMatrix(["cup", "fork", "spoon"]);
  matrix.add([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 0]);
  matrix.add([1], [1]);
  return matrix;
};

describe("ConfusionMatrix", () => {
  it("counts by actual and predicted class", () => {
    expect(counted().toJSON()).toEqual({
      classes: ["cup", "fork", "spoon"],
      counts: [
        [2, 1, 0],
        [1, 3, 0],
        [0, 0, 0],
      ],
    });
    expect([counted().count(0, 1), counted().total, counted().accuracy]).toEqual([1, 7, 5 / 7]);
  });

  it("gives precision, recall and F1 of each class", () => {
    expect(counted().perClass()).toEqual([
      { precision: 2 / 3, recall: 2 / 3, f1: 4 / 6, support: 3 },
      { precision: 3 / 4, recall: 3 / 4, f1: 6 / 8, support: 4 },
      { precision: NaN, recall: NaN, f1: NaN, support: 0 },
    ]);
  });

  it("tells precision from recall", () => {
    const matrix = new ConfusionMatrix(["a", "b"]);
    matrix.add([0, 0, 0, 0, 1], [0, 1, 1, 1, 1]);
    expect(matrix.perClass()).toEqual([
      { precision: 1, recall: 1 / 4, f1: 2 / 5, support: 4 },
      { precision: 1 / 4, recall: 1, f1: 2 / 5, support: 1 },
    ]);
  });

  it("merges what was counted apart", () => {
    const matrix = counted();
    matrix.merge(counted());
    expect([matrix.total, matrix.count(1, 1)]).toEqual([14, 6]);
  });

  it("goes through JSON and back", () => {
    const json = JSON.stringify(counted());
    expect(JSON.stringify(ConfusionMatrix.fromJSON(JSON.parse(json) as Parameters<typeof ConfusionMatrix.fromJSON>[0]))).toBe(json);
  });

  it("has no accuracy before the first example", () => {
    expect(new ConfusionMatrix(["a"]).accuracy).toBeNaN();
  });

  it("counts nothing of a batch that it refuses", () => {
    const matrix = counted();
    expect(() => {
      matrix.add([0, 1], [0, 3]);
    }).toThrow(new MetricsError("[ConfusionMatrix.add] a label is 3, but the classes are 0 to 2. Pass the index of a class."));
    expect(matrix.total).toBe(7);
  });

  it("refuses what does not fit", () => {
    expect(() => new ConfusionMatrix([])).toThrow(new MetricsError("[ConfusionMatrix] there are no classes. Pass the name of each class."));
    expect(() => {
      counted().add([0], [0, 1]);
    }).toThrow(new MetricsError("[ConfusionMatrix.add] 1 actual classes came with 2 predicted ones. Pass two lists of one length."));
    expect(() => counted().count(0, 3)).toThrow(
      new MetricsError("[ConfusionMatrix.count] a label is 3, but the classes are 0 to 2. Pass the index of a class."),
    );
    expect(() => {
      counted().merge(new ConfusionMatrix(["cup", "spoon", "fork"]));
    }).toThrow(
      new MetricsError(
        "[ConfusionMatrix.merge] the two matrices have different classes. Merge matrices of the same classes in the same order.",
      ),
    );
    expect(() => ConfusionMatrix.fromJSON({ classes: ["a"], counts: [[-1]] })).toThrow(
      new MetricsError("[ConfusionMatrix] the counts are no 1x1 table of whole numbers from 0. Pass what toJSON gave."),
    );
  });
});
