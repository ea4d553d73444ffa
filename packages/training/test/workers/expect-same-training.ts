import { expect } from "vitest";

import type { TogetherResult } from "./together-task.ts";

/** That two trainings took the same steps, but for rounding: losses to 5 digits, and every parameter, average and slot to 1e-5. */
export function expectSameTraining(got: TogetherResult, expected: TogetherResult): void {
  expect(got.progress).toEqual(expected.progress);
  for (const [index, [step, meanLoss, accuracy]] of got.steps.entries()) {
    const [number, loss = NaN, part] = expected.steps[index] ?? [];
    expect([step, accuracy]).toEqual([number, part]);
    expect(meanLoss).toBeCloseTo(loss, 5);
  }
  const whole = new Map(expected.arrays);
  expect(got.arrays.map(([name]) => name)).toEqual(expected.arrays.map(([name]) => name));
  for (const [name, values] of got.arrays) {
    const furthest = Math.max(...values.map((value, index) => Math.abs(value - (whole.get(name)?.[index] ?? NaN))));
    expect(furthest, name).toBeLessThan(1e-5);
  }
}
