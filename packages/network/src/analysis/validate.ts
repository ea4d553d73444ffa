import type { Network } from "../network.ts";
import { plan } from "./plan.ts";

/**
 * Checks that a network hangs together: names unique, kinds and options known, inputs there and earlier, outputs there.
 *
 * Sizes are not looked at: see `shapes`.
 *
 * @param network anything, such as what JSON.parse gave
 * @throws NetworkError with one sentence about the first fault
 */
export function validate(network: unknown): asserts network is Network {
  plan("validate", network);
}
