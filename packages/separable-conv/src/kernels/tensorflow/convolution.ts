// The way back of convolutions: products of matrices where a filter has one pixel, and with padding in pixels, which the operations do not
// take. The forward pass takes such padding as it is. Depthwise ones that are dilated go back to the image by a convolution, and to the filter
// phase by phase: the stretched filter of gradients/convolution/backprop.ts, by which others go, takes 1.3 to 2.5 and 2 to 7 times as long.
import * as tf from "@tensorflow/tfjs-core";

import type { Replacement } from "../registry/replace-kernel.ts";
import { backpropWindow } from "../window.ts";
import { isProduct, isTraining, productBackpropFilter, productBackpropInput, productForward } from "./pointwise.ts";
import { hasWord, shapeWithBorder, withBorder, withoutBorder } from "./border.ts";
import { isDilated, phasesOf } from "./phases.ts";
import { turnedInput, turnedPadding } from "./turned-input.ts";

type Shape4D = [number, number, number, number];

/** dx: computed for the image with its border, which is cut off. */
const backpropInput = (kernelName: string, depthwise: boolean): Replacement => ({
  kernelName,
  backendName: "tensorflow",
  takesDilation: depthwise,
  channelsLast: true,
  kernelFunc: (run, stock) => {
    const attrs = run.attrs ?? {};
    const { dy, filter } = run.inputs as Record<"dy" | "filter", tf.Tensor>;
    const window = backpropWindow(kernelName, { x: attrs["inputShape"] as Shape4D, filter: filter.shape, dy: dy.shape }, attrs, depthwise);
    if (!depthwise && isProduct(filter.shape, attrs)) return tf.tidy(() => productBackpropInput(run.backend, dy, filter));
    if (depthwise && isDilated(window)) {
      const padding = turnedPadding(window);
      if (padding) return tf.tidy(() => turnedInput(dy, filter, padding, window));
      const phases = phasesOf(kernelName, window);
      return tf.tidy(() => {
        const undilated = { ...attrs, ...plain, inputShape: phases.shape };
        return phases.join(runStock(kernelName, stock, { ...run, inputs: { dy: phases.ofResult(dy), filter }, attrs: undilated }));
      });
    }
    if (hasWord(attrs["pad"])) return runStock(kernelName, stock, run);
    const unpadded = { ...run, attrs: { ...attrs, pad: "valid", inputShape: shapeWithBorder(window) } };
    return tf.tidy(() => withoutBorder(runStock(kernelName, stock, unpadded), window));
  },
});

/** dfilter: x gets its border first. */
const backpropFilter = (kernelName: string, depthwise: boolean): Replacement => ({
  kernelName,
  backendName: "tensorflow",
  takesDilation: depthwise,
  channelsLast: true,
  kernelFunc: (run, stock) => {
    const attrs = run.attrs ?? {};
    const { x, dy } = run.inputs as Record<"x" | "dy", tf.Tensor>;
    const window = backpropWindow(kernelName, { x: x.shape, filter: attrs["filterShape"] as Shape4D, dy: dy.shape }, attrs, depthwise);
    if (!depthwise && isProduct(attrs["filterShape"] as Shape4D, attrs)) return tf.tidy(() => productBackpropFilter(run.backend, x, dy));
    if (depthwise && isDilated(window)) {
      const phases = phasesOf(kernelName, window);
      return tf.tidy(() => {
        const inputs = { x: phases.ofImage(x), dy: phases.ofResult(dy) };
        return runStock(kernelName, stock, { ...run, inputs, attrs: { ...attrs, ...plain } });
      });
    }
    if (hasWord(attrs["pad"])) return runStock(kernelName, stock, run);
    return tf.tidy(() =>
      runStock(kernelName, stock, { ...run, inputs: { x: withBorder(x, window), dy }, attrs: { ...attrs, pad: "valid" } }),
    );
  },
});

/** The forward pass, while gradients are taken. */
const forward: Replacement = {
  kernelName: tf.Conv2D,
  backendName: "tensorflow",
  kernelFunc: (run, stock) => {
    const { x, filter } = run.inputs as Record<"x" | "filter", tf.Tensor>;
    if (isTraining() && isProduct(filter.shape, run.attrs ?? {})) return tf.tidy(() => productForward(run.backend, x, filter));
    return runStock(tf.Conv2D, stock, run);
  },
};

/** Attributes of a phase. */
const plain = { pad: "valid", strides: [1, 1], dilations: [1, 1] };

type Run = Parameters<tf.KernelFunc>[0];

function runStock(kernelName: string, stock: tf.KernelFunc | undefined, run: Run): tf.Tensor {
  if (stock) return stock(run) as tf.Tensor;
  throw new Error(`[${kernelName}] TensorFlow.js' kernel is missing. Register the backend tensorflow first.`);
}

export const convolutions: readonly Replacement[] = [
  forward,
  backpropInput(tf.Conv2DBackpropInput, false),
  backpropFilter(tf.Conv2DBackpropFilter, false),
  backpropInput(tf.DepthwiseConv2dNativeBackpropInput, true),
  backpropFilter(tf.DepthwiseConv2dNativeBackpropFilter, true),
];
