import * as tf from "@tensorflow/tfjs-core";

import { backpropFilter, backpropInput } from "../gradients/convolution/backprop.ts";
import { SeparableConv2D } from "../kernels/registry/kernel-names.ts";
import { runKernel } from "../kernels/registry/run-kernel.ts";

export interface SeparableAttributes {
  readonly strides: readonly [number, number];
  readonly pad: "same" | "valid";
  readonly dilations: readonly [number, number];
}

type Inputs = [x: tf.Tensor4D, depthwise: tf.Tensor4D, pointwise: tf.Tensor4D];

/**
 * Both steps of a separable convolution as one kernel. Its gradients come together, because they share what lies between the steps: it is
 * computed again, for dpointwise, and so is its gradient, for dx and ddepthwise.
 */
export function separateInOne(
  x: tf.Tensor4D,
  depthwise: tf.Tensor4D,
  pointwise: tf.Tensor4D,
  attributes: SeparableAttributes,
): tf.Tensor4D {
  const separate = tf.customGrad((...all: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [image, spatial, mixing, save] = all as [...Inputs, tf.GradSaveFunc];
    save([image, spatial, mixing]);
    return {
      value: runKernel(SeparableConv2D, { x: image, depthwise: spatial, pointwise: mixing }, { ...attributes }),
      gradFunc: (dy, saved) => gradients(dy as tf.Tensor4D, saved as Inputs, attributes),
    };
  });
  return separate(x, depthwise, pointwise) as tf.Tensor4D;
}

function gradients(dy: tf.Tensor4D, [x, depthwise, pointwise]: Inputs, attributes: SeparableAttributes): tf.Tensor[] {
  return tf.tidy(() => {
    const [strides, dilations] = [[...attributes.strides], [...attributes.dilations]] as [number, number][];
    const onePixel = { strides: [1, 1], pad: "valid", dataFormat: "NHWC", dilations: [1, 1] };
    const windows = { strides, pad: attributes.pad, dataFormat: "NHWC", dilations };
    const filtered = tf.depthwiseConv2d(x, depthwise, strides as [number, number], attributes.pad, "NHWC", dilations);
    const dpointwise = backpropFilter(tf.Conv2DBackpropFilter, filtered, dy, { ...onePixel, filterShape: pointwise.shape });
    const shape = filtered.shape;
    filtered.dispose();
    const dfiltered = backpropInput(tf.Conv2DBackpropInput, dy, pointwise, { ...onePixel, inputShape: shape });
    return [
      backpropInput(tf.DepthwiseConv2dNativeBackpropInput, dfiltered, depthwise, { ...windows, inputShape: x.shape }),
      backpropFilter(tf.DepthwiseConv2dNativeBackpropFilter, x, dfiltered, { ...windows, filterShape: depthwise.shape }),
      dpointwise,
    ];
  });
}
