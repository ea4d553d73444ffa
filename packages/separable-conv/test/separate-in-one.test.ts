// Separable convolutions of large images: the steps are one kernel, and what lies between them is computed again for the way back.
import * as tf from "@tensorflow/tfjs-core";
import { separableConv2d } from "@xception/separable-conv";
import { describeBackends, expectClose, expectNoLeak, seeded } from "@xception/testing";
import { expect, it } from "vitest";

const shape: [number, number, number, number] = [2, 64, 64, 64];

const parts = (): [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D] => [
  seeded<tf.Rank.R4>(shape, 1),
  seeded<tf.Rank.R4>([3, 3, 64, 1], 2),
  seeded<tf.Rank.R4>([1, 1, 64, 12], 3),
];

const composed = (x: tf.Tensor4D, depthwise: tf.Tensor4D, pointwise: tf.Tensor4D): tf.Tensor4D =>
  tf.conv2d(tf.depthwiseConv2d(x, depthwise, 1, "same"), pointwise, 1, "valid");

const inOne = (x: tf.Tensor4D, depthwise: tf.Tensor4D, pointwise: tf.Tensor4D): tf.Tensor4D =>
  separableConv2d(x, depthwise, pointwise, { padding: "same" });

const gradientsOf = (f: typeof inOne, inputs: tf.Tensor[]): tf.Tensor[] =>
  tf.grads((x, depthwise, pointwise) => tf.mean(tf.square(f(x as tf.Tensor4D, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D))))(
    inputs,
  );

describeBackends(
  "a separable convolution of a large image",
  () => {
    it("gives the gradients of its two steps", async () => {
      const inputs = parts();
      const [ours, theirs] = [gradientsOf(inOne, inputs), gradientsOf(composed, inputs)];
      for (const [index, gradient] of ours.entries()) await expectClose(gradient, theirs[index] as tf.Tensor);
    });

    it("keeps less for the way back than its two steps", () => {
      const inputs = parts();
      const bytesOf = (f: typeof inOne): number => {
        let kept = 0;
        tf.grads((...all) => {
          const y = f(...(all as ReturnType<typeof parts>));
          kept = tf.memory().numBytes;
          return tf.mean(y);
        })(inputs);
        return kept;
      };
      // TensorFlow.js counts what is kept of the two filters twice.
      expect(bytesOf(composed) - bytesOf(inOne)).toBeGreaterThan(0.99 * 4 * tf.util.sizeFromShape(shape));
    });

    it("leaves nothing behind", async () => {
      const inputs = parts();
      await expectNoLeak(() => gradientsOf(inOne, inputs));
    });
  },
  ["wasm"],
);
