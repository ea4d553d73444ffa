// One pass forward and back: the loss of a batch, its gradient with respect to each parameter that learns, and new moving averages.
import * as tf from "@tensorflow/tfjs-core";
import { forward, type ForwardOptions, type Network } from "@xception/network";

import type { Loss } from "../../losses/loss.ts";

export interface Pass {
  readonly network: Network;
  /** All parameters by `node/parameter`. */
  readonly tensors: ReadonlyMap<string, tf.Tensor>;
  /** Names of those that learn. */
  readonly trainable: readonly string[];
  /** Names of the moving averages that follow the data. */
  readonly statistics: readonly string[];
  readonly frozen: ReadonlySet<string>;
  readonly seed: () => number;
  /** Makes tensors of random numbers; default: at once. */
  readonly draw?: ForwardOptions["draw"] | undefined;
  readonly meanOverWorkers?: ForwardOptions["meanOverWorkers"];
  readonly loss: Loss;
  /** [N, H, W, C] */
  readonly images: tf.Tensor;
  /** [N, K] */
  readonly targets: tf.Tensor2D;
  /** What the loss is multiplied by on the way back; gradients come multiplied by it. Default 1. */
  readonly factor?: tf.Scalar | undefined;
}

export interface PassResult {
  readonly loss: tf.Scalar;
  /** [N], the class of the highest logit */
  readonly best: tf.Tensor1D;
  /** In the order of `trainable`. */
  readonly gradients: readonly tf.Tensor[];
  /** In the order of `statistics`. */
  readonly statistics: readonly tf.Tensor[];
}

/** Its tensors belong to the scope that it is called in. */
export function backpropagate(pass: Pass): PassResult {
  const { network, tensors, trainable, frozen, seed, factor } = pass;
  const parameters = trainable.map((name) => tensors.get(name) as tf.Tensor); // all are there
  const beside: tf.Tensor[] = []; // the tape gives back the loss alone
  try {
    const { grads } = tf.valueAndGrads(() => {
      const { outputs, movingStatistics } = forward(network, tensors, pass.images, {
        training: true,
        frozen,
        seed,
        meanOverWorkers: pass.meanOverWorkers,
        ...(pass.draw && { draw: pass.draw }),
      });
      const logits = outputs[0] as tf.Tensor2D; // one output, of one axis
      const statistics = pass.statistics.map((name) => movingStatistics.get(name) as tf.Tensor);
      const loss = pass.loss.mean(logits, pass.targets);
      beside.push(...[logits, loss, ...statistics].map((tensor) => tf.keep(tensor)));
      return factor ? tf.mul(loss, factor) : loss;
    })(parameters);
    const [logits, loss, ...statistics] = beside as [tf.Tensor, tf.Scalar, ...tf.Tensor[]];
    return {
      loss: tf.clone(loss),
      best: tf.argMax(logits, 1),
      gradients: grads,
      // Clones belong to the caller's scope, as kept tensors do to none.
      statistics: statistics.map((tensor) => tf.clone(tensor)),
    };
  } finally {
    tf.dispose(beside);
  }
}
