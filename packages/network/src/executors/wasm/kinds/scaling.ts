// Kinds that give each channel a factor and a shift by constants.
import { planChannelScale, repeatConstants } from "@xception/separable-conv/engine";

import { smallestDeviation } from "../../../nodes/normalisation/normalization.ts";
import type { WeightStore } from "../memory/weight-store.ts";
import { rowsOf, type MapValue } from "../plan/map-value.ts";
import type { WasmKind, WriteTasks } from "./wasm-kind.ts";

interface Constants {
  readonly centre: readonly number[];
  readonly factor: readonly number[];
  readonly shift: readonly number[];
}

function scale(store: WeightStore, { centre, factor, shift }: Constants): WriteTasks {
  const repeated = [centre, factor, shift].map(repeatConstants) as [Float32Array, Float32Array, Float32Array];
  const [centreAt, factorAt, shiftAt] = repeated.map((values) => store.put(values)) as [number, number, number];
  const constants = { centre: centreAt, factor: factorAt, shift: shiftAt };
  const period = repeated[0].length;
  return ({ inputs, output: y, range, emit }) => {
    const x = inputs[0] as MapValue;
    emit([x, y], (find) => planChannelScale({ ...rowsOf(x), constants, period, range, x: find(x.view), y: find(y.view) }));
  };
}

export const batchNorm: WasmKind = ({ options, parameter }, store) => {
  const { epsilon } = options as unknown as { readonly epsilon: number };
  const [gamma, beta, mean, variance] = ["gamma", "beta", "moving_mean", "moving_variance"].map((name) => parameter(name)?.data);
  const centre = [...(mean ?? [])];
  return scale(store, {
    centre,
    factor: centre.map((_, channel) => (gamma?.[channel] ?? 1) / Math.sqrt((variance?.[channel] ?? 1) + epsilon)),
    shift: centre.map((_, channel) => beta?.[channel] ?? 0),
  });
};

export const normalization: WasmKind = ({ options }, store) => {
  const { mean, variance } = options as unknown as { readonly mean: readonly number[]; readonly variance: readonly number[] };
  const channels = Array.from({ length: Math.max(mean.length, variance.length) }, (_, channel) => channel);
  const of = (values: readonly number[], channel: number): number => values[channel % values.length] ?? 0;
  return scale(store, {
    centre: channels.map((channel) => of(mean, channel)),
    factor: channels.map((channel) => 1 / Math.max(Math.sqrt(of(variance, channel)), smallestDeviation)),
    shift: channels.map(() => 0),
  });
};

export const rescaling: WasmKind = ({ options }, store) => {
  const { scale: factor, offset } = options as unknown as { readonly scale: number; readonly offset: number };
  return scale(store, { centre: [0], factor: [factor], shift: [offset] });
};
