// What the tasks on maps compute, as plain loops in double precision.
import type { OperationName, Window } from "@xception/separable-conv/engine";

export type Numbers = ArrayLike<number>;

const at = (values: Numbers, index: number): number => values[index] as number;

/** Values of a map [rows, length] made one by one. */
export function overValues(rows: number, length: number, value: (row: number, channel: number) => number): Float64Array {
  return Float64Array.from({ length: rows * length }, (_, index) => value(Math.floor(index / length), index % length));
}

/** The largest or the mean of windows on x [N, H, W, C]. */
export function poolPlain(w: Window, x: Numbers, of: "largest" | "mean"): Float64Array {
  return overValues(w.batch * w.outHeight * w.outWidth, w.channels, (pixel, c) => {
    const line = Math.floor(pixel / w.outWidth);
    const seen: number[] = [];
    for (let tap = 0; tap < w.kernelHeight * w.kernelWidth; tap += 1) {
      const row = (line % w.outHeight) * w.strideY - w.padTop + Math.floor(tap / w.kernelWidth);
      const column = (pixel % w.outWidth) * w.strideX - w.padLeft + (tap % w.kernelWidth);
      if (row < 0 || row >= w.height || column < 0 || column >= w.width) continue;
      seen.push(at(x, ((Math.floor(line / w.outHeight) * w.height + row) * w.width + column) * w.channels + c));
    }
    return of === "mean" ? seen.reduce((sum, value) => sum + value, 0) / seen.length : Math.max(...seen);
  });
}

/** The largest or the mean of each channel of x [N, pixels, C]. */
export function poolImagePlain(batch: number, pixels: number, channels: number, x: Numbers, of: "largest" | "mean"): Float64Array {
  return overValues(batch, channels, (image, c) => {
    const seen = Array.from({ length: pixels }, (_, pixel) => at(x, (image * pixels + pixel) * channels + c));
    return of === "mean" ? seen.reduce((sum, value) => sum + value, 0) / pixels : Math.max(...seen);
  });
}

const operations: Readonly<Record<OperationName, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  maximum: Math.max,
};

/** a ∘ b, where a size of 1 serves all places of an axis. */
export function combinePlain(
  operation: OperationName,
  a: { readonly shape: readonly number[]; readonly data: Numbers },
  b: { readonly shape: readonly number[]; readonly data: Numbers },
): Float64Array {
  const shape = a.shape.map((size, axis) => Math.max(size, b.shape[axis] ?? 1));
  const length = shape.reduce((count, size) => count * size, 1);
  const find = ({ shape: own, data }: typeof a, index: number): number => {
    let [place, stride, left] = [0, 1, index];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const [size, full] = [own[axis] ?? 1, shape[axis] ?? 1];
      if (size > 1) place += (left % full) * stride;
      stride *= size;
      left = Math.floor(left / full);
    }
    return at(data, place);
  };
  return Float64Array.from({ length }, (_, index) => operations[operation](find(a, index), find(b, index)));
}

/** e^x over their sum, row by row. */
export function softmaxPlain(rows: number, length: number, x: Numbers): Float64Array {
  return overValues(rows, length, (row, channel) => {
    const own = Array.from({ length }, (_, c) => Math.exp(at(x, row * length + c) - at(x, row * length + channel)));
    return 1 / own.reduce((sum, value) => sum + value, 0);
  });
}

interface Images {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** y[i, j] = x[⌊(i − top) / timesY⌋, ⌊(j − left) / timesX⌋], or 0. */
export function placePlain(
  { batch, height, width, channels }: Images,
  out: {
    readonly height: number;
    readonly width: number;
    readonly top: number;
    readonly left: number;
    readonly times: readonly [number, number];
  },
  x: Numbers,
): Float64Array {
  return overValues(batch * out.height * out.width, channels, (pixel, c) => {
    const line = Math.floor(pixel / out.width);
    const row = Math.floor(((line % out.height) - out.top) / out.times[0]);
    const column = Math.floor(((pixel % out.width) - out.left) / out.times[1]);
    if (row < 0 || row >= height || column < 0 || column >= width) return 0;
    return at(x, ((Math.floor(line / out.height) * height + row) * width + column) * channels + c);
  });
}

/** Weighed between the centres of pixels; the outermost goes on beyond the border. */
export function enlargePlain({ batch, height, width, channels }: Images, times: readonly [number, number], x: Numbers): Float64Array {
  const outHeight = height * times[0];
  const outWidth = width * times[1];
  return overValues(batch * outHeight * outWidth, channels, (pixel, c) => {
    const line = Math.floor(pixel / outWidth);
    const image = Math.floor(line / outHeight);
    const centre = (index: number, factor: number): number => (index + 0.5) / factor - 0.5;
    const [y, left] = [centre(line % outHeight, times[0]), centre(pixel % outWidth, times[1])];
    const read = (row: number, column: number): number => {
      const [inY, inX] = [Math.min(Math.max(row, 0), height - 1), Math.min(Math.max(column, 0), width - 1)];
      return at(x, ((image * height + inY) * width + inX) * channels + c);
    };
    const between = (row: number): number =>
      read(row, Math.floor(left)) * (1 - (left - Math.floor(left))) + read(row, Math.floor(left) + 1) * (left - Math.floor(left));
    return between(Math.floor(y)) * (1 - (y - Math.floor(y))) + between(Math.floor(y) + 1) * (y - Math.floor(y));
  });
}

/** y[c · M + m] = bias + Σ x[c] · filter[tap, c, m]. */
export function filterChannelsPlain(w: Window, x: Numbers, filter: Numbers, bias: Numbers): Float64Array {
  const filters = w.channels * w.multiplier;
  return overValues(w.batch * w.outHeight * w.outWidth, filters, (pixel, o) => {
    const line = Math.floor(pixel / w.outWidth);
    let sum = at(bias, o);
    for (let tap = 0; tap < w.kernelHeight * w.kernelWidth; tap += 1) {
      const row = (line % w.outHeight) * w.strideY - w.padTop + Math.floor(tap / w.kernelWidth) * w.dilationY;
      const column = (pixel % w.outWidth) * w.strideX - w.padLeft + (tap % w.kernelWidth) * w.dilationX;
      if (row < 0 || row >= w.height || column < 0 || column >= w.width) continue;
      const place = ((Math.floor(line / w.outHeight) * w.height + row) * w.width + column) * w.channels + Math.floor(o / w.multiplier);
      sum += at(x, place) * at(filter, tap * filters + o);
    }
    return sum;
  });
}
