// The form of a node kind as the interpreters see it: options are resolved once, then every question is a method.
import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";

import type { NodeOptions } from "../network.ts";
import type { Shape } from "../shape.ts";
import type { ParameterSpecs } from "./parameter-spec.ts";

/** What a forward pass tells a node, and what a node tells it. */
export interface ForwardContext {
  /** True where the node is to behave as in training: not for a frozen node. */
  readonly training: boolean;
  /** True where a relu is all that takes the value, and the node is to do it too; of batch normalisation in training only. */
  readonly relu: boolean;
  /** A seed of this node's own for this pass. */
  seed(): number;
  /** A tensor of numbers that differ from pass to pass: `numbers` may be asked for them again, with another seed, where a pass is repeated. */
  draw(shape: Shape, numbers: () => Float32Array): Tensor;
  /** The mean of a vector over processes that hold equal parts of the batch; undefined where the batch is whole, or parts stand for themselves. */
  readonly meanOverWorkers: ((x: Tensor1D) => Tensor1D) | undefined;
  /** Reports the new value of a statistic, such as a moving average. */
  update(parameter: string, value: Tensor): void;
}

/** A parameter's tensor by its name within the node. */
export type ParameterTensors = (name: string) => Tensor;

/** A node of a kind with its options filled in. Shapes are those of one image. */
export interface NodeBehaviour {
  readonly options: NodeOptions;
  /** True where the node gives back its input in inference. */
  readonly idle: boolean;
  /** The kernel [..., C, O] by which the node mixes the channels of one pixel, where that is most of its work: it can be of whole numbers. */
  readonly pointwise?: string;
  /** @throws NodeProblem where the kind does not take such inputs */
  shape(inputs: readonly Shape[]): Shape;
  parameters(inputs: readonly Shape[]): ParameterSpecs;
  /** Multiply-adds for one image, of convolutions and matrix products only, as the literature counts them. */
  multiplyAdds(inputs: readonly Shape[], outputValues: number): number;
  /** Tensors have the batch as their first axis. */
  forward(inputs: readonly Tensor[], parameters: ParameterTensors, context: ForwardContext): Tensor;
}

/** A kind of node. */
export interface NodeKind {
  readonly kind: string;
  /**
   * The kernel that the output is linear in, with the output channels as its last values; a per-channel factor on the output can be
   * multiplied into it. Such a kind has the options `bias` and `activation`.
   */
  readonly foldsInto?: string;
  /** @throws NodeProblem where an option is unknown, missing or of a bad value */
  create(options: NodeOptions): NodeBehaviour;
}
