// One step of training, on the device alone: variables and a batch in, new variables and a report out.
import * as tf from "@tensorflow/tfjs-core";
import type { Network } from "@xception/network";

import type { Loss } from "../../losses/loss.ts";
import { clipByGlobalNorm } from "../../optimizers/clip-by-global-norm.ts";
import { amountOf, type AmountOf, type Optimizer, type Update } from "../../optimizers/optimizer.ts";
import { moveAverage, polyakDecay, type PolyakOptions } from "../../optimizers/polyak.ts";
import { decayWeights, type WeightDecay } from "../../optimizers/weight-decay.ts";
import { backpropagate } from "./backpropagate.ts";
import { keepResult } from "./keep-result.ts";
import { trainableOf, type Layout } from "../variables/layout.ts";
import { flatten, unflatten, type ParameterGroup } from "../variables/parameter-group.ts";
import type { GroupVariables, Variables } from "../variables/variables.ts";

/** What stays the same from step to step. */
export interface Trainer {
  /** Ends in logits. */
  readonly network: Network;
  readonly layout: Layout;
  readonly frozen: ReadonlySet<string>;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly polyak: PolyakOptions | undefined;
  readonly weightDecay: WeightDecay | undefined;
  readonly clipNorm: number | undefined;
}

/** The numbers of one step. */
export interface StepNumbers {
  /** The learning rate. */
  readonly rate: number;
  /** Number of this step, from 1. */
  readonly step: number;
  /** Of what is random in this step. */
  readonly seed: number;
}

export interface StepInput extends StepNumbers {
  /** [N, H, W, C] */
  readonly images: { readonly shape: readonly number[]; readonly data: Float32Array };
  /** [N, K] */
  readonly targets: Float32Array;
}

/** A batch on the device, and how the numbers of the step are asked for. */
export interface StepTensors {
  /** [N, H, W, C] */
  readonly images: tf.Tensor;
  /** [N, K] */
  readonly targets: tf.Tensor2D;
  /** Of this step; where a step is recorded, of the one that runs. */
  readonly numbers: () => StepNumbers;
  /** Makes a tensor of numbers that differ from step to step; default: at once. */
  readonly everyStep?: ((shape: readonly number[], compute: () => Float32Array) => tf.Tensor) | undefined;
}

export interface StepOutput {
  readonly variables: Variables;
  /** [1 + N]: the loss, then the class of the highest logit of each image */
  readonly report: tf.Tensor1D;
}

/** All that it gives is kept, whatever scope it is called in. */
export function advance(trainer: Trainer, variables: Variables, input: StepInput): StepOutput {
  const { images, targets } = uploadBatch(input);
  try {
    return advanceTensors(trainer, variables, { images, targets, numbers: () => input });
  } finally {
    tf.dispose([images, targets]);
  }
}

/** The batch on the device, which the caller disposes of. */
export function uploadBatch({ images, targets }: StepInput): Pick<StepTensors, "images" | "targets"> {
  const size = images.shape[0] as number; // checked by the session
  return {
    images: tf.keep(tf.tensor(images.data, [...images.shape], "float32")),
    targets: tf.keep(tf.tensor2d(targets, [size, targets.length / size], "float32")),
  };
}

/** The same for a batch that is on the device. */
export function advanceTensors(trainer: Trainer, variables: Variables, input: StepTensors): StepOutput {
  const { layout } = trainer;
  const trainable = trainableOf(layout);
  const { everyStep } = input;
  const amount: AmountOf = (compute) =>
    everyStep ? everyStep([], () => Float32Array.of(compute(input.numbers()))) : compute(input.numbers());
  const made = keepResult(() => {
    const pass = backpropagate({
      ...trainer,
      tensors: variables.tensors,
      trainable: trainable.map(({ name }) => name),
      statistics: layout.statistics.map(({ name }) => name),
      seed: () => input.numbers().seed,
      draw: everyStep,
      images: input.images,
      targets: input.targets,
    });
    const gradients = joinGradients(pass.gradients, layout.groups);
    const groups = (trainer.clipNorm === undefined ? gradients : clipByGlobalNorm(gradients, trainer.clipNorm)).map((gradient, index) =>
      updateGroup(trainer, { ...input.numbers(), amount }, {
        group: layout.groups[index],
        before: variables.groups[index],
        gradient,
      } as GroupUpdate),
    );
    return {
      report: flatten([pass.loss, tf.cast(pass.best, "float32")]),
      groups,
      members: groups.flatMap(({ vector }, index) => unflatten(vector, layout.groups[index] as ParameterGroup)), // one for each
      statistics: [...pass.statistics],
      statisticsAverage: averageStatistics(trainer, variables, pass.statistics, amount),
    };
  });
  const { report, groups, members, statistics, statisticsAverage } = made;
  const tensors = new Map(variables.tensors);
  trainable.forEach(({ name }, index) => tensors.set(name, members[index] as tf.Tensor));
  layout.statistics.forEach(({ name }, index) => tensors.set(name, statistics[index] as tf.Tensor));
  return { variables: { tensors, groups, statisticsAverage }, report };
}

function joinGradients(gradients: readonly tf.Tensor[], groups: readonly ParameterGroup[]): tf.Tensor1D[] {
  let start = 0;
  return groups.map(({ members }) => flatten(gradients.slice(start, (start += members.length))));
}

interface GroupUpdate {
  readonly group: ParameterGroup;
  readonly before: GroupVariables;
  readonly gradient: tf.Tensor1D;
}

function updateGroup(
  { optimizer, weightDecay, polyak }: Trainer,
  numbers: Pick<Update, "rate" | "step" | "amount">,
  { group, before, gradient }: GroupUpdate,
): GroupVariables {
  return keepResult(() => {
    const plain = { parameter: before.vector, gradient, slots: before.slots, ...numbers };
    const { parameter, slots } = optimizer.update(weightDecay && group.decays ? decayWeights(plain, weightDecay) : plain);
    const vector = parameter as tf.Tensor1D;
    const average =
      polyak && before.average
        ? moveAverage(
            before.average,
            vector,
            amountOf(numbers, ({ step }) => 1 - polyakDecay(polyak, step)),
          )
        : undefined;
    return { vector, slots: slots as readonly tf.Tensor1D[], average };
  });
}

function averageStatistics(
  { polyak }: Trainer,
  { statisticsAverage: before }: Variables,
  statistics: readonly tf.Tensor[],
  amount: AmountOf,
): tf.Tensor1D | undefined {
  return polyak && before
    ? tf.tidy(() =>
        moveAverage(
          before,
          flatten(statistics),
          amount(({ step }) => 1 - polyakDecay(polyak, step)),
        ),
      )
    : undefined;
}
