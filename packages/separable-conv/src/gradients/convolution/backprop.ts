// Runs a convolution's backprop kernel, also where the convolution is dilated and the backend's kernel overlooks that.
import type * as tf from "@tensorflow/tfjs-core";

import { runKernel } from "../../kernels/registry/run-kernel.ts";
import { takesDilation } from "../../kernels/registry/takes-dilation.ts";
import type { Attributes } from "../gradient-of.ts";
import { reach, stretchFilter, takeTaps } from "./stretch-filter.ts";

/** dx of the shape `inputShape` of the attributes. */
export function backpropInput(kernelName: string, dy: tf.Tensor, filter: tf.Tensor4D, attributes: Attributes): tf.Tensor {
  const dilation = dilationOf(attributes);
  if (isOne(dilation) || takesDilation(kernelName)) return runKernel(kernelName, { dy, filter }, { ...attributes, dilations: dilation });
  return runKernel(kernelName, { dy, filter: stretchFilter(filter, dilation) }, { ...attributes, dilations: [1, 1] });
}

/** dfilter of the shape `filterShape` of the attributes. */
export function backpropFilter(kernelName: string, x: tf.Tensor, dy: tf.Tensor, attributes: Attributes): tf.Tensor {
  const dilation = dilationOf(attributes);
  if (isOne(dilation) || takesDilation(kernelName)) return runKernel(kernelName, { x, dy }, { ...attributes, dilations: dilation });
  const [height, width, ...channels] = attributes["filterShape"] as [number, number, number, number];
  const filterShape = [reach(height, dilation[0]), reach(width, dilation[1]), ...channels];
  const stretched = runKernel(kernelName, { x, dy }, { ...attributes, filterShape, dilations: [1, 1] });
  return takeTaps(stretched as tf.Tensor4D, dilation);
}

function dilationOf({ dilations = 1 }: Attributes): [number, number] {
  return typeof dilations === "number" ? [dilations, dilations] : (dilations as [number, number]);
}

const isOne = ([y, x]: readonly [number, number]): boolean => y === 1 && x === 1;
