// Resizing: TensorFlow.js has kernels for the way back; each output pixel hands its gradient to the pixels it was made of.
import * as tf from "@tensorflow/tfjs-core";

import { runKernel } from "../../kernels/registry/run-kernel.ts";
import { gradientOf } from "../gradient-of.ts";

const resize = (kernelName: string, gradientKernel: string): tf.GradConfig =>
  gradientOf(kernelName, { inputs: ["images"] }, (dy, [images], attributes) => ({
    images: () => runKernel(gradientKernel, { dy, images: images as tf.Tensor }, attributes),
  }));

export const resizeGradients: readonly tf.GradConfig[] = [
  resize(tf.ResizeNearestNeighbor, tf.ResizeNearestNeighborGrad),
  resize(tf.ResizeBilinear, tf.ResizeBilinearGrad),
];
