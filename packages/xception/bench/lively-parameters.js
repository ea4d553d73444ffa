// Parameters that are no trained network's but behave like it: every layer passes on about as much as it gets, and the classes differ.
// As `initialise` leaves them, batch normalisations are idle and 36 layers shrink the image to nothing.
import { initialise } from "@xception/network";

import { scatter } from "./lively-images.js";

/** @typedef {import("@xception/network").NetworkParameters} NetworkParameters */

/** The range of each parameter of a batch normalisation. @type {Readonly<Record<string, readonly [number, number]>>} */
const ranges = { gamma: [1.2, 2.2], beta: [-0.1, 0.1], moving_mean: [-0.05, 0.05], moving_variance: [0.8, 1.25] };

/** @param {import("@xception/network").Network} network @returns {NetworkParameters} */
export function livelyParameters(network) {
  const parameters = [...initialise(network, { seed: 1 })];
  return new Map(
    parameters.map(([name, { shape, data }], place) => {
      const [low, high] = ranges[name.split("/")[1] ?? ""] ?? [];
      if (name === "predictions/kernel") return [name, { shape, data: data.map((value) => 20 * value) }];
      if (name.endsWith("kernel")) return [name, { shape, data: bell(data, 1000 * place) }];
      if (low === undefined || high === undefined) return [name, { shape, data }];
      return [name, { shape, data: data.map((_, index) => low + (high - low) * scatter(1000 * place + index)) }];
    }),
  );
}

/**
 * As many values of a normal distribution with the same mean square: like a trained kernel's, most are far smaller than the largest, which is
 * what products of bytes live on. They reach about 3.3 of their deviations; of a trained Xception (kitchenware) 4.4.
 *
 * @param {Float32Array} values @param {number} seed
 */
function bell(values, seed) {
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  return values.map((_, index) => {
    const [radius, turn] = [scatter(seed + index), scatter(Math.imul(seed + index, 2246822519))];
    return deviation * Math.sqrt(-2 * Math.log(1 - radius)) * Math.cos(2 * Math.PI * turn);
  });
}
