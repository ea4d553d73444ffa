// The mean of tensors over all processes, in few messages.
import * as tf from "@tensorflow/tfjs-core";

import { flatten } from "../session/variables/parameter-group.ts";
import type { Workers } from "./workers.ts";

/** Values, 256 KiB of them. Two processes of one machine take less time for tensors up to here in one message (README, "Several processes"). */
const small = 2 ** 16;

/**
 * The means, in the order of the tensors. A large one goes by itself, as soon as it is there; all small ones go in one message. Tensors
 * belong to the scope that it is called in.
 */
export function meanOverWorkers(workers: Pick<Workers, "mean">, tensors: readonly tf.Tensor[], largestJoined = small): tf.Tensor[] {
  const joined = tensors.filter(({ size }) => size <= largestJoined);
  if (joined.length < 2) return tensors.map((tensor) => workers.mean(tensor));
  const parts: tf.Tensor[] = tf.split(
    workers.mean(flatten(joined)),
    joined.map(({ size }) => size),
  );
  const means = new Map(joined.map((tensor, index) => [tensor, tf.reshape(parts[index] as tf.Tensor, tensor.shape)])); // one for each
  return tensors.map((tensor) => means.get(tensor) ?? workers.mean(tensor));
}
