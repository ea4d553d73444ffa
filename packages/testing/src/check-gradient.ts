// Is the registered gradient the gradient? One random direction answers for all elements at once (as jax.test_util.check_grads does):
// with any weights w of the outputs, ⟨dx, v⟩ must be the derivative of ⟨f(x), w⟩ along v, which a central difference estimates.
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

import { seeded } from "./seeded.ts";

export interface GradientCheck {
  /** Length of the step along the direction, of elements near 1. Large, because float32 has few digits to lose. */
  readonly step?: number;
  /** Largest accepted |analytic − numeric|, in lengths of the gradient. */
  readonly tolerance?: number;
  readonly seed?: number;
}

/** Fails where the gradient of `f` with respect to one of its arguments is not what a central difference finds along two directions. */
export async function checkGradient(
  f: (...tensors: tf.Tensor[]) => tf.Tensor,
  args: readonly tf.Tensor[],
  check: GradientCheck = {},
): Promise<void> {
  const { step = 0.02, tolerance = 3e-3, seed = 1 } = check;
  const weights = tf.tidy(() => seeded(f(...args).shape, seed));
  const gradients = tf.tidy(() => tf.grads((...tensors: tf.Tensor[]) => f(...tensors))([...args], weights));
  for (const [index, argument] of args.entries()) {
    const gradient = gradients[index] as tf.Tensor;
    expect(gradient.shape, `shape of the gradient of argument ${index}`).toEqual(argument.shape);
    for (const turn of [1, 2]) {
      const direction = seeded(argument.shape, seed + 10 * index + turn);
      const analytic = await dot(gradient, direction);
      const numeric = (await along(step, index, direction)) - (await along(-step, index, direction));
      const error = Math.abs(analytic - numeric / (2 * step)) / Math.max(1e-3, Math.sqrt(await dot(gradient, gradient)));
      expect(
        error,
        `argument ${index}: the gradient gives ${analytic} along a direction, the central difference ${numeric / (2 * step)}`,
      ).toBeLessThan(tolerance);
      direction.dispose();
    }
  }
  tf.dispose([weights, gradients]);

  /** ⟨f(x + length · direction), w⟩. */
  async function along(length: number, index: number, direction: tf.Tensor): Promise<number> {
    const y = tf.tidy(() =>
      f(...args.map((argument, place) => (place === index ? tf.add(argument, tf.mul(direction, length)) : argument))),
    );
    const product = await dot(y, weights);
    y.dispose();
    return product;
  }
}

/** In double precision, on the host: a float32 sum would drown the difference. */
async function dot(a: tf.Tensor, b: tf.Tensor): Promise<number> {
  const [left, right] = [await a.data(), await b.data()];
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] as number) * (right[index] as number);
  return sum;
}
