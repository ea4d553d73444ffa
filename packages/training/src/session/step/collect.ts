// The first half of a step: gradients of a batch, or of one part of it on top of those of the parts before.
import * as tf from "@tensorflow/tfjs-core";

import type { Variables } from "../variables/variables.ts";
import { trainableOf } from "../variables/layout.ts";
import { factorOf } from "../../optimizers/loss-scale.ts";
import { flatten, type ParameterGroup } from "../variables/parameter-group.ts";
import { backpropagate } from "./backpropagate.ts";
import { reportTogether } from "./report-together.ts";
import type { StepTensors } from "./step-input.ts";
import type { Trainer } from "./trainer.ts";

/** What an update is made of. */
export interface Collected {
  /** Of the mean loss, a vector for each group of the layout. */
  readonly gradients: readonly tf.Tensor1D[];
  /** New moving averages, in the order of the layout. */
  readonly statistics: readonly tf.Tensor[];
}

/** The parts before this one. */
export interface Before extends Collected {
  /** Images of this part by those of the whole batch. */
  readonly share: tf.Scalar;
}

export interface CollectedPart extends Collected {
  /** [1 + N]: the mean loss of these images, then the class of the highest logit of each; of several processes see `reportTogether` */
  readonly report: tf.Tensor1D;
}

/**
 * Batch normalisation sees this part alone, and its moving averages go on from those that the part before left. Tensors belong to the scope
 * that it is called in.
 */
export function collect(trainer: Trainer, { tensors, lossScale }: Variables, input: StepTensors, before?: Before): CollectedPart {
  const { layout, workers } = trainer;
  const names = layout.statistics.map(({ name }) => name);
  const moved = before ? names.map((name, index): [string, tf.Tensor] => [name, before.statistics[index] as tf.Tensor]) : [];
  const factor = lossScale && factorOf(lossScale);
  const pass = backpropagate({
    ...trainer,
    factor,
    tensors: new Map([...tensors, ...moved]),
    trainable: trainableOf(layout).map(({ name }) => name),
    statistics: names,
    seed: () => input.numbers().seed,
    draw: input.everyStep,
    meanOverWorkers: trainer.syncStatistics && workers ? (x) => workers.mean(x) : undefined,
    images: input.images,
    targets: input.targets,
  });
  const joined = joinGradients(pass.gradients, layout.groups);
  const gradients = factor ? joined.map((gradient) => tf.div<tf.Tensor1D>(gradient, factor)) : joined;
  return {
    gradients: before
      ? gradients.map((gradient, index) => tf.add(before.gradients[index] as tf.Tensor1D, tf.mul(gradient, before.share)))
      : gradients,
    statistics: pass.statistics,
    report: workers
      ? reportTogether(workers, { ...pass, evenTarget: trainer.evenTarget }, input)
      : flatten([pass.loss, tf.cast(pass.best, "float32")]),
  };
}

/** Before the first of several parts: no gradients, and moving averages as they are. Its tensors belong to the scope that it is called in. */
export function collectNothing({ layout }: Trainer, { tensors, groups }: Variables): Collected {
  return {
    gradients: groups.map(({ vector }) => tf.zerosLike(vector)),
    statistics: layout.statistics.map(({ name }) => tf.clone(tensors.get(name) as tf.Tensor)), // all are there
  };
}

function joinGradients(gradients: readonly tf.Tensor[], groups: readonly ParameterGroup[]): tf.Tensor1D[] {
  let start = 0;
  return groups.map(({ members }) => flatten(gradients.slice(start, (start += members.length))));
}
