// The way back of convolutions: products of matrices where a filter has one pixel, and with padding in pixels, which the operations do not
// take. The forward pass takes such padding as it is.
import * as tf from "@tensorflow/tfjs-core";

import type { Replacement } from "../registry/replace-kernel.ts";
import { backpropWindow } from "../window.ts";
import { isProduct, isTraining, productBackpropFilter, productBackpropInput, productForward } from "./pointwise.ts";
import { hasWord, shapeWithBorder, withBorder, withoutBorder } from "./border.ts";

type Shape4D = [number, number, number, number];

/** dx: computed for the image with its border, which is cut off. */
const backpropInput = (kernelName: string, depthwise: boolean): Replacement => ({
  kernelName,
  backendName: "tensorflow",
  channelsLast: true,
  kernelFunc: (run, stock) => {
    const attrs = run.attrs ?? {};
    const { dy, filter } = run.inputs as Record<"dy" | "filter", tf.Tensor>;
    const window = backpropWindow(kernelName, { x: attrs["inputShape"] as Shape4D, filter: filter.shape, dy: dy.shape }, attrs, depthwise);
    if (!depthwise && isProduct(filter.shape, attrs)) return tf.tidy(() => productBackpropInput(run.backend, dy, filter));
    if (hasWord(attrs["pad"])) return runStock(kernelName, stock, run);
    const unpadded = { ...run, attrs: { ...attrs, pad: "valid", inputShape: shapeWithBorder(window) } };
    return tf.tidy(() => withoutBorder(runStock(kernelName, stock, unpadded), window));
  },
});

/** dfilter: x gets its border first. */
const backpropFilter = (kernelName: string, depthwise: boolean): Replacement => ({
  kernelName,
  backendName: "tensorflow",
  channelsLast: true,
  kernelFunc: (run, stock) => {
    const attrs = run.attrs ?? {};
    const { x, dy } = run.inputs as Record<"x" | "dy", tf.Tensor>;
    const window = backpropWindow(kernelName, { x: x.shape, filter: attrs["filterShape"] as Shape4D, dy: dy.shape }, attrs, depthwise);
    if (!depthwise && isProduct(attrs["filterShape"] as Shape4D, attrs)) return tf.tidy(() => productBackpropFilter(run.backend, x, dy));
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
