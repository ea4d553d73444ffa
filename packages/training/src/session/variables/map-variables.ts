// Variables as one list of tensors, as a function of tensors takes and gives them.
import type * as tf from "@tensorflow/tfjs-core";

import type { Variables } from "./variables.ts";

/** All tensors, in the order in which `mapVariables` visits them. */
export function listTensors(variables: Variables): tf.Tensor[] {
  const tensors: tf.Tensor[] = [];
  mapVariables(variables, (tensor) => {
    tensors.push(tensor);
    return tensor;
  });
  return tensors;
}

/** Variables of the same form with other tensors. */
export function mapVariables(variables: Variables, other: (tensor: tf.Tensor) => tf.Tensor): Variables {
  const { tensors, groups, statisticsAverage, lossScale } = variables;
  const vector = (tensor: tf.Tensor1D): tf.Tensor1D => other(tensor) as tf.Tensor1D;
  return {
    tensors: new Map([...tensors].map(([name, tensor]) => [name, other(tensor)])),
    groups: groups.map((group) => ({
      vector: vector(group.vector),
      slots: group.slots.map(vector),
      average: group.average && vector(group.average),
    })),
    statisticsAverage: statisticsAverage && vector(statisticsAverage),
    lossScale: lossScale && vector(lossScale),
  };
}

/** Variables of the same form with these tensors, in the order of `listTensors`; there may be more, which are left. */
export function fillVariables(form: Variables, tensors: readonly tf.Tensor[]): Variables {
  let index = 0;
  return mapVariables(form, () => tensors[index++] as tf.Tensor);
}
