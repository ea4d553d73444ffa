/**
 * Images of [-1, 1) that look random and are the same in every run.
 *
 * @param {readonly number[]} shape  [N, H, W, C]
 */
export function livelyImages(shape) {
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, data: Float32Array.from({ length: size }, (_, index) => 2 * scatter(index) - 1) };
}

/** A number of [0, 1) for each whole number. @param {number} index */
export const scatter = (index) => (Math.imul(index, 2654435761) >>> 0) / 2 ** 32;
