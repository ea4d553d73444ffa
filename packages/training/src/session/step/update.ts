// The second half of a step: gradients in, new variables out.
import * as tf from "@tensorflow/tfjs-core";

import { clipByGlobalNorm } from "../../optimizers/clip-by-global-norm.ts";
import { amountOf, type AmountOf, type Update } from "../../optimizers/optimizer.ts";
import { moveAverage, polyakDecay } from "../../optimizers/polyak.ts";
import { decayWeights } from "../../optimizers/weight-decay.ts";
import { meanOverWorkers } from "../../workers/mean-over-workers.ts";
import { trainableOf } from "../variables/layout.ts";
import { flatten, unflatten, type ParameterGroup } from "../variables/parameter-group.ts";
import type { GroupVariables, Variables } from "../variables/variables.ts";
import type { Collected } from "./collect.ts";
import { keepResult } from "./keep-result.ts";
import type { StepTimes } from "./step-input.ts";
import type { Trainer } from "./trainer.ts";

/**
 * All that it makes is kept, whatever scope it is called in; the new moving averages are those collected, or their means over all processes.
 */
export function update(trainer: Trainer, variables: Variables, collected: Collected, times: StepTimes): Variables {
  const { layout } = trainer;
  const { everyStep } = times;
  const amount: AmountOf = (compute) =>
    everyStep ? everyStep([], () => Float32Array.of(compute(times.numbers()))) : compute(times.numbers());
  const made = keepResult(() => {
    const { gradients, statistics } = collectedOfAll(trainer, collected);
    const groups = (trainer.clipNorm === undefined ? gradients : clipByGlobalNorm(gradients, trainer.clipNorm)).map((gradient, index) =>
      updateGroup(trainer, { ...times.numbers(), amount }, {
        group: layout.groups[index],
        before: variables.groups[index],
        gradient,
      } as GroupUpdate),
    );
    return {
      groups,
      members: groups.flatMap(({ vector }, index) => unflatten(vector, layout.groups[index] as ParameterGroup)), // one for each
      statistics: [...statistics],
      statisticsAverage: averageStatistics(trainer, variables, statistics, amount),
    };
  });
  const tensors = new Map(variables.tensors);
  trainableOf(layout).forEach(({ name }, index) => tensors.set(name, made.members[index] as tf.Tensor));
  layout.statistics.forEach(({ name }, index) => tensors.set(name, made.statistics[index] as tf.Tensor));
  return { tensors, groups: made.groups, statisticsAverage: made.statisticsAverage };
}

function collectedOfAll({ workers }: Trainer, collected: Collected): Collected {
  if (!workers) return collected;
  const { gradients, statistics } = collected;
  const means = meanOverWorkers(workers, [...gradients, ...statistics]);
  return { gradients: means.slice(0, gradients.length) as tf.Tensor1D[], statistics: means.slice(gradients.length) };
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
