// What the tasks of training compute, as loops in double precision.
import type { Window } from "@xception/separable-conv/engine";

type Sizes = Omit<Window, "multiplier">;

/** Runs `use` for each tap of each window that lies on the image, with the numbers of its pixels in x and y. */
export function forEachTap(w: Sizes, use: (pixel: number, tap: number, outPixel: number) => void): void {
  for (let outPixel = 0; outPixel < w.batch * w.outHeight * w.outWidth; outPixel += 1) {
    const line = Math.floor(outPixel / w.outWidth);
    const batch = Math.floor(line / w.outHeight);
    for (let tap = 0; tap < w.kernelHeight * w.kernelWidth; tap += 1) {
      const row = (line % w.outHeight) * w.strideY - w.padTop + Math.floor(tap / w.kernelWidth) * w.dilationY;
      const column = (outPixel % w.outWidth) * w.strideX - w.padLeft + (tap % w.kernelWidth) * w.dilationX;
      if (row < 0 || row >= w.height || column < 0 || column >= w.width) continue;
      use((batch * w.height + row) * w.width + column, tap, outPixel);
    }
  }
}

/** y, dx and dfilter of a convolution of x [N, H, W, C] by filter [kh, kw, C, O], and dy. */
export function convolutionPlain(
  w: Sizes,
  x: ArrayLike<number>,
  filter: ArrayLike<number>,
  dy: ArrayLike<number>,
): readonly Float64Array[] {
  const [y, dx, dfilter] = [new Float64Array(dy.length), new Float64Array(x.length), new Float64Array(filter.length)];
  forEachTap(w, (pixel, tap, outPixel) => {
    for (let c = 0; c < w.channels; c += 1) {
      for (let o = 0; o < w.outChannels; o += 1) {
        multiply(
          [y, dx, dfilter],
          [x, filter, dy],
          [pixel * w.channels + c, (tap * w.channels + c) * w.outChannels + o, outPixel * w.outChannels + o],
        );
      }
    }
  });
  return [y, dx, dfilter];
}

/** The same of a depthwise convolution by [kh, kw, C, M]. */
export function depthwisePlain(w: Window, x: ArrayLike<number>, filter: ArrayLike<number>, dy: ArrayLike<number>): readonly Float64Array[] {
  const [y, dx, dfilter] = [new Float64Array(dy.length), new Float64Array(x.length), new Float64Array(filter.length)];
  const filters = w.channels * w.multiplier;
  forEachTap(w, (pixel, tap, outPixel) => {
    for (let o = 0; o < filters; o += 1) {
      const c = Math.floor(o / w.multiplier);
      multiply([y, dx, dfilter], [x, filter, dy], [pixel * w.channels + c, tap * filters + o, outPixel * filters + o]);
    }
  });
  return [y, dx, dfilter];
}

/** One product and its two gradients, each added where it belongs. */
function multiply(
  [y, dx, dfilter]: readonly Float64Array[],
  [x, filter, dy]: readonly ArrayLike<number>[],
  [ofX, ofFilter, ofY]: readonly number[],
): void {
  const [pixel, weight, gradient] = [x?.[ofX as number] as number, filter?.[ofFilter as number] as number, dy?.[ofY as number] as number];
  add(y as Float64Array, ofY as number, pixel * weight);
  add(dx as Float64Array, ofX as number, weight * gradient);
  add(dfilter as Float64Array, ofFilter as number, pixel * gradient);
}

function add(to: Float64Array, at: number, value: number): void {
  to[at] = (to[at] as number) + value;
}

/** dx of patches [N·H′·W′, kh·kw·C]: each value added to the pixel that it lies on. */
export function foldPlain(w: Sizes, patches: ArrayLike<number>): Float64Array {
  const dx = new Float64Array(w.batch * w.height * w.width * w.channels);
  const taps = w.kernelHeight * w.kernelWidth;
  forEachTap(w, (pixel, tap, outPixel) => {
    for (let c = 0; c < w.channels; c += 1) add(dx, pixel * w.channels + c, patches[(outPixel * taps + tap) * w.channels + c] as number);
  });
  return dx;
}

/** dx of max pooling: each dy goes to the first maximum of its window. */
export function maxPoolGradientPlain(w: Sizes, x: ArrayLike<number>, dy: ArrayLike<number>): Float64Array {
  const dx = new Float64Array(x.length);
  for (let c = 0; c < w.channels; c += 1) {
    const best = new Map<number, number>();
    const at = (pixel: number): number => pixel * w.channels + c;
    forEachTap(w, (pixel, _, outPixel) => {
      const known = best.get(outPixel);
      if (known === undefined || (x[at(pixel)] as number) > (x[at(known)] as number)) best.set(outPixel, pixel);
    });
    for (const [outPixel, pixel] of best) add(dx, at(pixel), dy[at(outPixel)] as number);
  }
  return dx;
}

interface Normalised {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly y: Float64Array;
  readonly dx: Float64Array;
  readonly dscale: Float64Array;
  readonly doffset: Float64Array;
}

/** Batch normalisation of [rows, channels] and its way back. */
export function normalisePlain(
  channels: number,
  x: ArrayLike<number>,
  scale: ArrayLike<number>,
  offset: ArrayLike<number>,
  dy: ArrayLike<number>,
  epsilon: number,
): Normalised {
  const rows = x.length / channels;
  const vectors = Array.from({ length: 4 }, () => new Float64Array(channels)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [mean, variance, dscale, doffset] = vectors;
  const [y, dx] = [new Float64Array(x.length), new Float64Array(x.length)];
  for (let c = 0; c < channels; c += 1) {
    const column = (values: ArrayLike<number>): number[] => Array.from({ length: rows }, (_, row) => values[row * channels + c] as number);
    const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / rows;
    const [values, gradients] = [column(x), column(dy)];
    const center = average(values);
    const spread = average(values.map((value) => (value - center) ** 2));
    const deviation = Math.sqrt(spread + epsilon);
    const normal = values.map((value) => (value - center) / deviation);
    const products = average(gradients.map((gradient, row) => gradient * (normal[row] as number)));
    [mean[c], variance[c], dscale[c], doffset[c]] = [center, spread, products * rows, average(gradients) * rows];
    normal.forEach((value, row) => {
      const own = (gradients[row] as number) - average(gradients) - value * products;
      y[row * channels + c] = value * (scale[c] as number) + (offset[c] as number);
      dx[row * channels + c] = ((scale[c] as number) * own) / deviation;
    });
  }
  return { mean, variance, y, dx, dscale, doffset };
}
