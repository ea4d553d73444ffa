// How nodes end: values held in a range while they are in registers, or a function over the whole map afterwards.
import { planActivation, planSoftmax, ranges, unbounded, type FunctionName, type Range } from "@xception/separable-conv/engine";

import type { ActivationName } from "../../../nodes/activation/functions.ts";
import { rowsOf, type MapValue } from "../plan/map-value.ts";
import type { NodeWork } from "./wasm-kind.ts";

/** An activation with its own parameters. */
export interface ActivationOptions {
  readonly function: ActivationName;
  readonly alpha: number | null;
  readonly approximate: boolean;
}

const defaultAlpha: Readonly<Partial<Record<ActivationName, number>>> = {
  elu: 1,
  leakyRelu: 0.3,
  hardSigmoid: 1 / 6,
  hardSilu: 1 / 6,
};

/** The range that an activation is; undefined for those that are more. */
export const rangeOf = (name: ActivationName): Range | undefined => ranges[name];

/** What a node's result is held in: its own activation's range, or that of one after it. */
export const endRange = (activation: ActivationName, { range }: NodeWork): Range =>
  activation === "linear" ? range : (rangeOf(activation) ?? unbounded);

/** The task of an activation from one map to another, or in place. */
export function emitActivation(
  work: NodeWork,
  { function: name, alpha, approximate }: ActivationOptions,
  from: MapValue,
  to: MapValue,
): void {
  const rows = rowsOf(to);
  work.emit([from, to], (find) => {
    const [x, y] = [find(from.view), find(to.view)];
    if (name === "softmax") return planSoftmax({ ...rows, x, y });
    const range = rangeOf(name);
    if (range) return planActivation({ ...rows, x, y, range });
    const given = name === "gelu" && approximate ? "geluByTanh" : (name as FunctionName); // ranges and softmax are done
    return planActivation({ ...rows, x, y, function: given, alpha: alpha ?? defaultAlpha[name] ?? 0 });
  });
}

/** What is left of a node's own activation when its result was held in `endRange`. */
export function emitEnd(work: NodeWork, activation: ActivationName): void {
  if (rangeOf(activation)) return;
  emitActivation(work, { function: activation, alpha: null, approximate: false }, work.output, work.output);
}
