// The checks that other tests stand on, shown to fail where they must.
import * as tf from "@tensorflow/tfjs-core";
import {
  checkGradient,
  describeBackends,
  expectClose,
  expectNoLeak,
  missingComponent,
  missingWhere,
  pattern,
  realModel,
  seeded,
  seededRandom,
} from "@xception/testing";
import { afterEach, describe, expect, it, vi } from "vitest";

describeBackends("expectClose", () => {
  it("accepts values that round differently", async () => {
    await expectClose(tf.tensor1d([1, 1000]), { shape: [2], data: [1 + 1e-7, 1000.0001] });
  });

  it("names the worst place, both values and the shape", async () => {
    const attempt = expectClose(tf.tensor2d([0, 1, 2, 3], [2, 2]), { shape: [2, 2], data: [0, 1.5, 4, 3] });
    await expect(attempt).rejects.toThrow(/^\[1, 0\] of shape \[2, 2\] is 2, expected 4: off by 5\.00e-1, accepted /);
  });

  it("refuses another shape of the same values", async () => {
    await expect(expectClose(tf.tensor1d([1, 2]), { shape: [2, 1], data: [1, 2] })).rejects.toThrow("shape");
  });

  it("refuses what is not a number, unless it is expected", async () => {
    await expect(expectClose({ shape: [1], data: [NaN] }, { shape: [1], data: [1] })).rejects.toThrow("is NaN, expected 1");
    await expectClose({ shape: [1], data: [NaN] }, { shape: [1], data: [NaN] });
  });
});

describeBackends("checkGradient", () => {
  const square = (derivative: number): ((x: tf.Tensor) => tf.Tensor) =>
    tf.customGrad((x) => ({ value: tf.square(x as tf.Tensor), gradFunc: (dy) => tf.mul(dy, tf.mul(x as tf.Tensor, derivative)) }));

  it("accepts the right gradient", async () => {
    await checkGradient(square(2), [seeded([3, 4], 7)]);
  });

  it("refuses a gradient that is off by a twentieth, and says by how much", async () => {
    await expect(checkGradient(square(2.1), [seeded([3, 4], 7)])).rejects.toThrow(
      /^argument 0: the gradient gives .* along a direction, the central difference /,
    );
  });
});

describeBackends("expectNoLeak", () => {
  it("accepts a function that leaves its result alone", async () => {
    await expectNoLeak(() => tf.tidy(() => tf.add(tf.ones([2]), 1)));
  });

  it("refuses one that leaves a tensor behind", async () => {
    await expect(expectNoLeak(() => tf.add(tf.keep(tf.ones([2])), 1))).rejects.toThrow();
  });
});

describe("seeded numbers", () => {
  it("are the same for a seed, others for another, and between 0 and 1", () => {
    const take = (seed: number): number[] => Array.from({ length: 1000 }, seededRandom(seed));
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
    expect(Math.min(...take(1))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...take(1))).toBeLessThan(1);
    expect(take(1).reduce((sum, value) => sum + value) / 1000).toBeCloseTo(0.5, 1);
  });
});

describeBackends("pattern", () => {
  it("is the multiples of 2654435761 modulo 2 to the 32, over 2 to the 31, less 1", async () => {
    await expectClose(pattern([3]), { shape: [3], data: [-1, 2654435761 / 2 ** 31 - 1, 1013904226 / 2 ** 31 - 1] });
  });
});

describe("a missing component", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("is what a test is skipped with", () => {
    vi.stubEnv("CI", "");
    const notes: string[] = [];
    realModel("no/such.keras", (note) => notes.push(note));
    expect(notes).toEqual(["no/such.keras is missing: run scripts/real-models.sh, or point XCEPTION_REAL_MODELS at a folder that has it."]);
  });

  it("fails the test in CI", () => {
    vi.stubEnv("CI", "true");
    expect(() => missingComponent("there is no browser")).toThrow("there is no browser");
  });

  it("is told by the error of what looks for it, and of no other kind", () => {
    vi.stubEnv("CI", "");
    const find = (error?: Error) => (): void => {
      if (error) throw error;
    };
    expect(missingWhere(find(), RangeError)).toBeUndefined();
    expect(missingWhere(find(new RangeError("there is no driver")), RangeError)).toBe("there is no driver");
    expect(() => missingWhere(find(new TypeError("broken")), RangeError)).toThrow("broken");
  });
});
