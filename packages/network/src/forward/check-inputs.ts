import { Tensor } from "@tensorflow/tfjs-core";

import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import { spreadInputs } from "./spread-inputs.ts";

/** A batch [N, H, W, C], or one for each input by its name. */
export type ForwardInputs = Tensor | Readonly<Record<string, Tensor>>;

/** The tensor of each input by its name. */
export function checkInputs(network: Network, inputs: ForwardInputs): ReadonlyMap<string, Tensor> {
  const tensors = spreadInputs<Tensor>("forward", network, inputs, (given) => given instanceof Tensor);
  for (const [name, { dtype }] of tensors) {
    if (dtype !== "float32") {
      throw new InputError(`[forward] the input "${name}" came as ${dtype}, expected float32. Convert it with tf.cast.`);
    }
  }
  return tensors;
}
