// Pooling with padding in pixels, and average pooling's way back by the contract of TensorFlow.js' kernels: a window's dy divided by the
// whole window, also where part of it is padding (gradients/pooling/pooling.ts weighs for that).
import * as tf from "@tensorflow/tfjs-core";

import { wholeByInside } from "../../gradients/pooling/pooling.ts";
import type { Replacement } from "../registry/replace-kernel.ts";
import { poolWindow } from "../window.ts";
import { hasWord, shapeWithBorder, withBorder, withoutBorder } from "./border.ts";
import { ofFloat, runOperation, text, whole } from "./operation.ts";

type Inputs = Record<"x" | "dy" | "input" | "output", tf.Tensor>;

/** Fills in for TensorFlow.js' kernel where padding is in pixels; `compute` gets that kernel, to run without padding. */
function bordered(
  kernelName: string,
  compute: (inputs: Inputs, attributes: tf.NamedAttrMap, unpadded: (inputs: Partial<Inputs>) => tf.Tensor) => tf.Tensor,
): Replacement {
  return {
    kernelName,
    backendName: "tensorflow",
    kernelFunc: (run, stock) => {
      const attrs = run.attrs ?? {};
      if (!stock) throw new Error(`[${kernelName}] TensorFlow.js' kernel is missing. Register the backend tensorflow first.`);
      if (hasWord(attrs["pad"])) return stock(run);
      const unpadded = (inputs: Partial<Inputs>): tf.Tensor => stock({ ...run, inputs, attrs: { ...attrs, pad: "valid" } }) as tf.Tensor;
      return tf.tidy(() => compute(run.inputs as unknown as Inputs, attrs, unpadded));
    },
  };
}

export const maxPool = bordered(tf.MaxPool, ({ x }, attributes, unpadded) =>
  unpadded({ x: withBorder(x, poolWindow(x.shape, attributes), -Infinity) }),
);

export const maxPoolGrad = bordered(tf.MaxPoolGrad, ({ dy, input, output }, attributes, unpadded) => {
  const window = poolWindow(input.shape, attributes);
  return withoutBorder(unpadded({ dy, input: withBorder(input, window, -Infinity), output }), window);
});

export const avgPool = bordered(tf.AvgPool, ({ x }, attributes, unpadded) => {
  const window = poolWindow(x.shape, attributes);
  const mean = unpadded({ x: withBorder(x, window) });
  const weights = wholeByInside(window);
  return weights ? tf.mul(mean, weights) : mean;
});

export const avgPoolGrad: Replacement = {
  kernelName: tf.AvgPoolGrad,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, attrs, backend }) =>
    tf.tidy(() => {
      const { dy, input } = inputs as unknown as Inputs;
      const window = poolWindow(input.shape, attrs ?? {});
      const options = [
        ofFloat(),
        whole("ksize", [1, window.kernelHeight, window.kernelWidth, 1]),
        whole("strides", [1, window.strideY, window.strideX, 1]),
        text("padding", "VALID"),
        text("data_format", "NHWC"),
      ];
      const shape = tf.tensor1d(shapeWithBorder(window), "int32");
      return withoutBorder(runOperation(backend, "AvgPoolGrad", [shape, dy], options, 1)[0] as tf.Tensor, window);
    }),
};
