// The layers that Figure 5 is made of, with what all of them share: no bias, "same" padding, batch normalisation after each.
import type { CompleteXceptionOptions } from "../options/xception-options.ts";
import type { NodeList } from "./node-list.ts";

/** The options that change layers and not the table. */
export type LayerOptions = Pick<CompleteXceptionOptions, "intermediateActivation" | "segments" | "batchNormEpsilon" | "poolPadding">;

/** Keras' default, with which the published weights were made. */
const momentum = 0.99;

/** A convolution and its batch normalisation, `name` and `name_bn`. Returns the name of the latter, as all of these do. */
export function addConvolution(
  list: NodeList,
  name: string,
  input: string,
  shape: { readonly filters: number; readonly kernel: 1 | 3; readonly stride: number; readonly padding: "valid" | "same" },
  options: LayerOptions,
): string {
  const { filters, kernel, stride, padding } = shape;
  const convolution = list.add(name, "conv", [input], {
    filters,
    kernel: [kernel, kernel],
    stride: [stride, stride],
    padding,
    bias: false,
  });
  return addBatchNorm(list, `${name}_bn`, convolution, options);
}

/** A separable convolution of 3x3, or the segmented one that stands in its place, and its batch normalisation. */
export function addSeparableConvolution(list: NodeList, name: string, input: string, filters: number, options: LayerOptions): string {
  const { segments, intermediateActivation } = options;
  const shared = { filters, kernel: [3, 3], padding: "same", bias: false };
  const convolution =
    segments === null
      ? list.add(name, "separableConv", [input], { ...shared, intermediateActivation })
      : list.add(name, "segmentedConv", [input], { ...shared, segments: segments === "channels" ? filters : segments });
  return addBatchNorm(list, `${name}_bn`, convolution, options);
}

export const addRelu = (list: NodeList, name: string, input: string): string => list.add(name, "activation", [input], { function: "relu" });

/**
 * The max-pool that halves a map: 3x3, stride 2.
 *
 * TensorFlow's "same" pads an even map by one pixel at the end only, PyTorch's `padding=1` by one on each side, so the windows of the two
 * lie one pixel apart. Weights that went through PyTorch were evaluated with the latter.
 */
export const addMaxPool = (list: NodeList, name: string, input: string, { poolPadding }: LayerOptions): string =>
  list.add(name, "maxPool", [input], {
    size: [3, 3],
    stride: [2, 2],
    padding:
      poolPadding === "same"
        ? "same"
        : [
            [1, 1],
            [1, 1],
          ],
  });

function addBatchNorm(list: NodeList, name: string, input: string, { batchNormEpsilon }: LayerOptions): string {
  return list.add(name, "batchNorm", [input], { epsilon: batchNormEpsilon, momentum });
}
