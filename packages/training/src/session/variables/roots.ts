// Of all variables those that the others are made of: parameters that learn lie in the vectors of their groups.
import * as tf from "@tensorflow/tfjs-core";
import type { NetworkParameters, ParameterArray } from "@xception/network";

import { lossScaleSlot } from "../../optimizers/loss-scale.ts";
import { trainableOf, type Layout } from "./layout.ts";
import { flatten, unflatten } from "./parameter-group.ts";
import type { ParameterRole } from "./parameter-roles.ts";
import type { GroupVariables, Variables, VariableState } from "./variables.ts";

/** In the order in which `fromRoots` takes them. */
export function rootsOf({ tensors, groups, statisticsAverage, lossScale }: Variables, layout: Layout): tf.Tensor[] {
  const vectors = groups.flatMap(({ vector, slots, average }) => [vector, ...slots, ...(average ? [average] : [])]);
  const made = new Set(trainableOf(layout).map(({ name }) => name));
  const others = [...tensors].filter(([name]) => !made.has(name)).map(([, tensor]) => tensor);
  return [...vectors, ...others, ...[statisticsAverage, lossScale].filter((tensor) => tensor !== undefined)];
}

/** Which of them each step makes anew: all but the parameters of frozen nodes. In the same order; `names` are those of all parameters. */
export function changingRoots(layout: Layout, names: readonly string[]): boolean[] {
  const { groups, slots, averaged, statistics } = layout;
  const vectors = groups.flatMap(() => Array.from({ length: 1 + slots.length + (averaged ? 1 : 0) }, () => true));
  const made = new Set(trainableOf(layout).map(({ name }) => name));
  const moving = new Set(statistics.map(({ name }) => name));
  const others = names.filter((name) => !made.has(name)).map((name) => moving.has(name));
  return [...vectors, ...others, true, true]; // averages of statistics, and the loss' factor, where there are any
}

/**
 * The same from the host, one after the other, so that whoever takes them may free each before the next.
 *
 * @param own  gives values that a tensor may keep; default a copy
 */
export function* uploadRoots(
  { parameters, averages, slots }: VariableState,
  layout: Layout,
  own: (data: Float32Array) => Float32Array = (data) => data.slice(),
): Generator<tf.Tensor, void> {
  const upload = ({ shape, data }: ParameterArray): tf.Tensor => tf.tensor(own(data), [...shape], "float32");
  const vector = (members: readonly ParameterRole[], arrays: NetworkParameters, prefix = ""): tf.Tensor1D =>
    tf.tidy(() => flatten(members.map(({ name }) => upload(arrays.get(prefix + name) as ParameterArray)))); // all are there
  for (const { members } of layout.groups) {
    yield vector(members, parameters);
    for (const slot of layout.slots) yield vector(members, slots, `${slot}/`);
    if (layout.averaged) yield vector(members, averages);
  }
  const made = new Set(trainableOf(layout).map(({ name }) => name));
  for (const [name, array] of parameters) if (!made.has(name)) yield upload(array);
  if (layout.averaged && layout.statistics.length > 0) yield vector(layout.statistics, averages);
  if (layout.lossScale) yield upload(slots.get(lossScaleSlot) as ParameterArray);
}

/**
 * All variables from their roots.
 *
 * @param names  of all parameters, in their order
 */
export function fromRoots(roots: readonly tf.Tensor[], layout: Layout, names: readonly string[]): Variables {
  const rest = [...roots];
  const take = (): tf.Tensor => rest.shift() as tf.Tensor; // as many as `rootsOf` gave
  const groups = layout.groups.map((): GroupVariables => {
    const vector = take() as tf.Tensor1D;
    const slots = layout.slots.map(() => take() as tf.Tensor1D);
    return { vector, slots, average: layout.averaged ? (take() as tf.Tensor1D) : undefined };
  });
  const members = new Map(
    layout.groups.flatMap((group, index) => {
      const parts = unflatten((groups[index] as GroupVariables).vector, group);
      return group.members.map(({ name }, place): [string, tf.Tensor] => [name, parts[place] as tf.Tensor]);
    }),
  );
  return {
    tensors: new Map(names.map((name) => [name, members.get(name) ?? take()])),
    groups,
    statisticsAverage: layout.averaged && layout.statistics.length > 0 ? (take() as tf.Tensor1D) : undefined,
    lossScale: layout.lossScale ? (take() as tf.Tensor1D) : undefined,
  };
}
