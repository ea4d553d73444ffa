import { createRandom } from "./random.ts";

/**
 * The numbers 0 ... length - 1 in an order that seed and epoch alone decide (Fisher and Yates), so that a run can resume in the middle of an epoch.
 *
 * @example
 * shuffledOrder(60000, 1, 0) // the same 60,000 numbers in the same order every time
 */
export function shuffledOrder(length: number, seed: number, epoch = 0): Uint32Array {
  const order = Uint32Array.from({ length }, (_, index) => index);
  const random = createRandom(seed, epoch);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last] as number;
    order[last] = order[other] as number;
    order[other] = held;
  }
  return order;
}
