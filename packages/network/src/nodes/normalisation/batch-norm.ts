// Batch normalisation over the last axis. Keras' BatchNormalization: in training by the batch's own mean and variance, while moving
// averages of them are kept for inference. A frozen one stays in inference: its averages stand still.
import type { Tensor1D } from "@tensorflow/tfjs-core";
import { batchNorm as operations } from "@xception/separable-conv";

import { defineNode } from "../../definition/define-node.ts";
import { flag, number } from "../../definition/option-rule.ts";
import { offset, scale as gain, statistic } from "../../definition/parameter-spec.ts";
import { features } from "../../definition/takes.ts";

export const batchNorm = defineNode("batchNorm", {
  options: { epsilon: number(0.001, 0), momentum: number(0.99, 0, 1), scale: flag(true), center: flag(true) },
  takes: features,
  shape: (input) => input,
  parameters(input, { scale, center }) {
    const channels = input.at(-1) as number;
    return {
      ...(scale && { gamma: gain(channels) }),
      ...(center && { beta: offset(channels) }),
      moving_mean: statistic("zeros", channels),
      moving_variance: statistic("ones", channels),
    };
  },
  forward(x, parameters, { epsilon, momentum, scale, center }, context) {
    const vector = (name: string): Tensor1D => parameters(name) as Tensor1D;
    const options = {
      movingMean: vector("moving_mean"),
      movingVariance: vector("moving_variance"),
      scale: scale ? vector("gamma") : undefined,
      offset: center ? vector("beta") : undefined,
      epsilon,
    };
    if (!context.training) return operations.inference(x, options);
    const { relu, meanOverWorkers } = context;
    const { y, movingMean, movingVariance } = operations.training(x, { ...options, momentum, relu, meanOverWorkers });
    context.update("moving_mean", movingMean);
    context.update("moving_variance", movingVariance);
    return y;
  },
});
