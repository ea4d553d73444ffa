// The mean of tensors over all processes, in few messages.
import * as tf from "@tensorflow/tfjs-core";

import { flatten } from "../session/variables/parameter-group.ts";
import type { Workers } from "./workers.ts";

/**
 * Values for each process, 128 KiB of them. What a message costs by itself grows with the processes, which hand it on, and what its bytes cost
 * does not: two of one machine take less time for tensors up to 256 KiB in one message, and four for those of 512 KiB too
 * (docs/decisions, scale and membership).
 */
const smallForEach = 2 ** 15;

/**
 * The means, in the order of the tensors. A large one goes by itself, as soon as it is there; all small ones go in one message. Tensors
 * belong to the scope that it is called in.
 */
export function meanOverWorkers(workers: Workers, tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const joined = tensors.filter(({ size }) => size <= smallForEach * workers.count);
  if (joined.length < 2) return tensors.map((tensor) => workers.mean(tensor));
  const parts: tf.Tensor[] = tf.split(
    workers.mean(flatten(joined)),
    joined.map(({ size }) => size),
  );
  const means = new Map(joined.map((tensor, index) => [tensor, tf.reshape(parts[index] as tf.Tensor, tensor.shape)])); // one for each
  return tensors.map((tensor) => means.get(tensor) ?? workers.mean(tensor));
}
