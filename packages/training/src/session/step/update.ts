// The second half of a step: gradients in, new variables out.
import * as tf from "@tensorflow/tfjs-core";

import { clipByGlobalNorm } from "../../optimizers/clip-by-global-norm.ts";
import { amountOf, type AmountOf, type Update } from "../../optimizers/optimizer.ts";
import { moveAverage, polyakDecay } from "../../optimizers/polyak.ts";
import { decayWeights } from "../../optimizers/weight-decay.ts";
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
    const { gradients, statistics } = meanOverWorkers(trainer, collected);
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

/** Each gradient by itself, as soon as it is there; the moving averages, which are small, in one message. */
function meanOverWorkers({ workers }: Trainer, { gradients, statistics }: Collected): Collected {
  if (!workers) return { gradients, statistics };
  const means = gradients.map((gradient) => workers.mean(gradient));
  if (statistics.length === 0) return { gradients: means, statistics };
  const parts: tf.Tensor[] = tf.split(
    workers.mean(flatten(statistics)),
    statistics.map(({ size }) => size),
  );
  return { gradients: means, statistics: parts.map((part, index) => tf.reshape(part, (statistics[index] as tf.Tensor).shape)) };
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
