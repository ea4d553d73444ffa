// The second half of a step: gradients in, new variables out.
import * as tf from "@tensorflow/tfjs-core";

import { clipByGlobalNorm } from "../../optimizers/clip-by-global-norm.ts";
import { amountOf, type Amount, type AmountOf, type Update } from "../../optimizers/optimizer.ts";
import { areFinite, nextLossScale } from "../../optimizers/loss-scale.ts";
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
 * Where losses are scaled and a gradient is not finite, everything stays as it was, but for the factor.
 */
export function update(trainer: Trainer, variables: Variables, collected: Collected, times: StepTimes): Variables {
  const { layout } = trainer;
  const { amount, free } = amountsOf(times);
  const averageShare = shareOf(trainer.polyak);
  const made = keepResult(() => {
    const { gradients, statistics } = collectedOfAll(trainer, collected);
    const finite = variables.lossScale && areFinite(gradients);
    const settle: Settle = (next, before) => (finite ? tf.where(finite, next, before) : next);
    const groups = (trainer.clipNorm === undefined ? gradients : clipByGlobalNorm(gradients, trainer.clipNorm)).map((gradient, index) =>
      updateGroup(trainer, { ...times.numbers(), amount, averageShare }, {
        group: layout.groups[index],
        before: variables.groups[index],
        gradient,
        settle,
      } as GroupUpdate),
    );
    return {
      groups,
      members: groups.flatMap(({ vector }, index) => unflatten(vector, layout.groups[index] as ParameterGroup)), // one for each
      statistics: statistics.map((next, index) => settle(next, variables.tensors.get(layout.statistics[index]?.name ?? "") ?? next)),
      statisticsAverage: averageStatistics(variables, { statistics, settle, share: averageShare && (() => amount(averageShare)) }),
      lossScale: variables.lossScale && finite && nextLossScale(variables.lossScale, finite, layout.lossScale ?? {}),
    };
  });
  free();
  const tensors = new Map(variables.tensors);
  trainableOf(layout).forEach(({ name }, index) => tensors.set(name, made.members[index] as tf.Tensor));
  layout.statistics.forEach(({ name }, index) => tensors.set(name, made.statistics[index] as tf.Tensor));
  return { tensors, groups: made.groups, statisticsAverage: made.statisticsAverage, lossScale: made.lossScale };
}

function collectedOfAll({ workers }: Trainer, collected: Collected): Collected {
  if (!workers) return collected;
  const { gradients, statistics } = collected;
  const means = meanOverWorkers(workers, [...gradients, ...statistics]);
  return { gradients: means.slice(0, gradients.length) as tf.Tensor1D[], statistics: means.slice(gradients.length) };
}

/** The new value, or the one before where the step does not count. */
type Settle = <T extends tf.Tensor>(next: T, before: T) => T;

interface GroupUpdate {
  readonly group: ParameterGroup;
  readonly before: GroupVariables;
  readonly gradient: tf.Tensor1D;
  readonly settle: Settle;
}

function updateGroup(
  { optimizer, weightDecay }: Trainer,
  { averageShare, ...numbers }: Pick<Update, "rate" | "step" | "amount"> & { readonly averageShare: AverageShare | undefined },
  { group, before, gradient, settle }: GroupUpdate,
): GroupVariables {
  return keepResult(() => {
    const plain = { parameter: before.vector, gradient, slots: before.slots, ...numbers };
    const { parameter, slots } = optimizer.update(weightDecay && group.decays ? decayWeights(plain, weightDecay) : plain);
    const vector = parameter as tf.Tensor1D;
    const average = averageShare && before.average && moveAverage(before.average, vector, amountOf(numbers, averageShare));
    return {
      vector: settle(vector, before.vector),
      slots: (slots as readonly tf.Tensor1D[]).map((slot, index) => settle(slot, before.slots[index] ?? slot)),
      average: average && settle(average, before.average),
    };
  });
}

function averageStatistics(
  { statisticsAverage: before }: Variables,
  of: { readonly statistics: readonly tf.Tensor[]; readonly settle: Settle; readonly share: (() => Amount) | undefined },
): tf.Tensor1D | undefined {
  const { statistics, settle, share } = of;
  return share && before && tf.tidy(() => settle(moveAverage(before, flatten(statistics), share()), before));
}

type AverageShare = Parameters<AmountOf>[0];

/** How much of a new value an average takes on. */
const shareOf = (polyak: Trainer["polyak"]): AverageShare | undefined => polyak && (({ step }) => 1 - polyakDecay(polyak, step));

/** Factors of this step, each made once however many parameters ask for it. */
function amountsOf({ numbers, everyStep }: StepTimes): { readonly amount: AmountOf; readonly free: () => void } {
  const made = new Map<Parameters<AmountOf>[0], tf.Tensor>();
  return {
    amount(compute) {
      if (!everyStep) return compute(numbers());
      let factor = made.get(compute);
      if (!factor) made.set(compute, (factor = tf.keep(everyStep([], () => Float32Array.of(compute(numbers()))))));
      return factor;
    },
    free() {
      tf.dispose([...made.values()]);
    },
  };
}
