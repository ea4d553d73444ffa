// How many places a sliding window has: the arithmetic of padding, TensorFlow's "SAME" and "VALID".
import { NodeProblem } from "../definition/node-problem.ts";
import { oneOf, type OptionRule, type Pair } from "../definition/option-rule.ts";
import { formatShape, type ImageShape, type Size } from "../shape.ts";

export type Padding = "same" | "valid";

/** "same" surrounds the image with zeros so that only the stride shrinks it, the odd one at the bottom right; "valid" adds none. */
export const padding = (): OptionRule<Padding> => oneOf<Padding>(["same", "valid"], "same");

export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation?: Pair;
  readonly padding: Padding;
}

const places = (size: Size, kernel: number, stride: number, dilation: number, pad: Padding): Size =>
  size === null ? null : Math.ceil((pad === "same" ? size : size - (kernel - 1) * dilation) / stride);

/**
 * Height and width of what a window that slides over an image gives; below 1 where it does not fit.
 *
 * @throws NodeProblem where it both strides and dilates, which no kernel does
 */
export function slide([height, width]: ImageShape, { kernel, stride, dilation = [1, 1], padding: pad }: Window): [Size, Size] {
  if (Math.max(...stride) > 1 && Math.max(...dilation) > 1) {
    throw new NodeProblem(`has the stride ${formatShape(stride)} and the dilation ${formatShape(dilation)}. Let one of them be [1, 1].`);
  }
  return [places(height, kernel[0], stride[0], dilation[0], pad), places(width, kernel[1], stride[1], dilation[1], pad)];
}
