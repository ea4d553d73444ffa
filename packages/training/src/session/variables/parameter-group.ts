// Parameters laid end to end in one vector. An update is then a handful of operations on a few vectors instead of a handful for each of
// hundreds of parameters, most of which are so small that starting an operation costs more than the operation (README, "Speed").
import * as tf from "@tensorflow/tfjs-core";
import type { ParameterArray } from "@xception/network";

import { decays } from "../../optimizers/weight-decay.ts";
import { JoinEndToEnd, registerFlatKernels, TakeApart } from "./flat-kernels.ts";
import type { ParameterRole } from "./parameter-roles.ts";

/** Values in a vector, 64 MiB of them: half of the largest binding that WebGPU promises, and a bound on what an update takes beside it. */
const largestGroup = 2 ** 24;

/** Backends whose values lie in this process' memory. Those of wasm copy the whole vector for each slice of it. */
const hostBackends: ReadonlySet<string> = new Set(["cpu", "wasm"]);

export interface ParameterGroup {
  /** In order. */
  readonly members: readonly ParameterRole[];
  /** Whether weight decay applies to them. */
  readonly decays: boolean;
}

/** Divides parameters into groups that decay or do not, each of a bounded size. Their order within a group stays. */
export function groupParameters(parameters: readonly ParameterRole[], largest = largestGroup): ParameterGroup[] {
  return [true, false].flatMap((decaying) => {
    const groups: ParameterRole[][] = [];
    let group: ParameterRole[] = [];
    let left = 0;
    for (const role of parameters.filter(({ parameter }) => decays(parameter) === decaying)) {
      const size = sizeOf(role);
      if (size > left) {
        groups.push((group = []));
        left = largest;
      }
      group.push(role);
      left -= size;
    }
    return groups.map((members) => ({ members, decays: decaying }));
  });
}

/** One vector of tensors of any shape. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  const backend = tf.getBackend();
  if (!hostBackends.has(backend)) return tf.tidy(() => tf.concat(tensors.map((tensor) => tf.reshape<tf.Rank.R1>(tensor, [tensor.size]))));
  registerFlatKernels(backend);
  return tf.engine().runKernel<tf.Tensor1D>(JoinEndToEnd, tensors as unknown as tf.NamedTensorMap); // a list, as Concat takes
}

/** The tensors of a group's members from its vector. */
export function unflatten(vector: tf.Tensor1D, { members }: ParameterGroup): tf.Tensor[] {
  const backend = tf.getBackend();
  if (hostBackends.has(backend)) {
    registerFlatKernels(backend);
    return tf.engine().runKernel<tf.Tensor[]>(TakeApart, { x: vector }, { shapes: members.map(({ shape }) => [...shape]) });
  }
  const [first, ...others] = members;
  if (first && others.length === 0) return [tf.reshape(vector, [...first.shape])];
  return tf.tidy(() => {
    const parts: tf.Tensor[] = tf.split(vector, members.map(sizeOf));
    return parts.map((part, index) => tf.reshape(part, [...(members[index] as ParameterRole).shape])); // as many parts as members
  });
}

/** Views on a vector that is on the host. */
export function splitOnHost(data: Float32Array, members: readonly ParameterRole[]): ParameterArray[] {
  let start = 0;
  return members.map((role) => {
    const part = data.subarray(start, start + sizeOf(role));
    start += sizeOf(role);
    return { shape: role.shape, data: part };
  });
}

export const sizeOf = ({ shape }: ParameterRole): number => shape.reduce((size, axis) => size * axis, 1);
