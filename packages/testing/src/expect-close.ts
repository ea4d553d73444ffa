import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

import { toleranceOf } from "./tolerance.ts";

/** A tensor, or the numbers of one with their shape, as golden files have them. */
export type Values = tf.Tensor | { readonly shape: readonly number[]; readonly data: ArrayLike<number> };

export interface Closeness {
  /** In place of the table's: largest accepted |actual − expected| ÷ max(1, |expected|). Say why beside it. */
  readonly tolerance?: number;
}

/**
 * Fails where shapes differ or a value is further off than the table allows for its dtype and the current backend;
 * the message names the worst place, both values and the shapes.
 */
export async function expectClose(actual: Values, expected: Values, closeness: Closeness = {}): Promise<void> {
  expect([...actual.shape], "shape").toEqual([...expected.shape]);
  const tolerance = closeness.tolerance ?? toleranceOf(actual instanceof tf.Tensor ? actual.dtype : "float32", tf.getBackend());
  const [ours, theirs] = [await numbers(actual), await numbers(expected)];
  const worst = worstOf(ours, theirs);
  if (worst.error <= tolerance) return;
  const place = placeOf(worst.index, actual.shape);
  expect.fail(
    `[${place.join(", ")}] of shape [${actual.shape.join(", ")}] is ${ours[worst.index]}, expected ${theirs[worst.index]}: off by ${worst.error.toExponential(2)}, accepted ${tolerance} on ${tf.getBackend()}`,
  );
}

async function numbers(values: Values): Promise<ArrayLike<number>> {
  return values instanceof tf.Tensor ? values.data() : values.data;
}

function worstOf(actual: ArrayLike<number>, expected: ArrayLike<number>): { index: number; error: number } {
  let worst = { index: 0, error: 0 };
  for (let index = 0; index < expected.length; index++) {
    const [a, e] = [actual[index] ?? NaN, expected[index] as number];
    // Not-a-number is never close, except to itself.
    const error = Object.is(a, e) ? 0 : Math.abs(a - e) / Math.max(1, Math.abs(e));
    if (Number.isNaN(error)) return { index, error: Infinity };
    if (error > worst.error) worst = { index, error };
  }
  return worst;
}

function placeOf(index: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  for (const length of [...shape].reverse()) {
    place.unshift(index % length);
    index = Math.floor(index / length);
  }
  return place;
}
