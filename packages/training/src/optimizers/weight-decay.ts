// Weight decay, which pulls kernels towards 0; biases, scales and shifts are left alone. The paper uses 1e-5, §4.2.
//   "l2"         gradient + rate · parameter: the gradient of rate/2 · Σ parameter², which is what TensorFlow's slim.l2_regularizer(rate)
//                adds to the loss, and Keras' L2(rate / 2). Momentum and RMSprop's division see it. This is the paper's.
//   "decoupled"  parameter · (1 − rate · learning rate) before the update: AdamW, and `weight_decay` of Keras' optimizers.
import * as tf from "@tensorflow/tfjs-core";

import { amountOf, type Update } from "./optimizer.ts";

export interface WeightDecay {
  readonly rate: number;
  /** Default "l2". */
  readonly kind?: "l2" | "decoupled";
}

/** The update that an optimizer is to make when weights decay. */
export function decayWeights(update: Update, { rate: decay, kind = "l2" }: WeightDecay): Update {
  const { parameter, gradient } = update;
  return kind === "l2"
    ? { ...update, gradient: tf.add(gradient, tf.mul(parameter, decay)) }
    : {
        ...update,
        parameter: tf.sub(
          parameter,
          tf.mul(
            parameter,
            amountOf(update, ({ rate }) => decay * rate),
          ),
        ),
      };
}

/** Whether a parameter decays: kernels of every kind, told by their name within the node. */
export function decays(parameter: string): boolean {
  return parameter === "kernel" || parameter.endsWith("_kernel");
}
