// What may stand between the two steps of a separable convolution. The paper's figure 10 compares the three: none is best.
import * as tf from "@tensorflow/tfjs-core";

const functions = { none: (x: tf.Tensor4D): tf.Tensor4D => x, relu: (x: tf.Tensor4D) => tf.relu(x), elu: (x: tf.Tensor4D) => tf.elu(x) };

export type IntermediateActivation = keyof typeof functions;

/** @throws RangeError for a name that is not one of the three */
export function applyIntermediateActivation(caller: string, x: tf.Tensor4D, name: IntermediateActivation): tf.Tensor4D {
  if (!Object.hasOwn(functions, name)) {
    throw new RangeError(
      `[${caller}] intermediateActivation is "${name}", expected ${Object.keys(functions).join(", ")}. Pass one of them.`,
    );
  }
  return functions[name](x);
}
