// What the engine's tasks compute, as loops over pixels, taps and channels in double precision.
import type { Window } from "@xception/separable-conv/engine";

type Read = (batch: number, y: number, x: number, channel: number) => number;

/** y[n, i, j, o] = Σ x · filter [kh, kw, C, O]; pixels outside of the image are 0. */
export function convolvePlain(w: Omit<Window, "multiplier">, read: Read, filter: ArrayLike<number>): Float64Array {
  return overPixels(w, w.outChannels, (batch, y, x, o) =>
    overTaps(w, y, x, (tap, row, column) => {
      let sum = 0;
      for (let c = 0; c < w.channels; c += 1) {
        sum += read(batch, row, column, c) * (filter[(tap * w.channels + c) * w.outChannels + o] as number);
      }
      return sum;
    }),
  );
}

/** y[n, i, j, c] = Σ x · filter [kh, kw, C]. */
export function filterPlain(w: Omit<Window, "multiplier">, read: Read, filter: ArrayLike<number>): Float64Array {
  return overPixels(w, w.channels, (batch, y, x, c) =>
    overTaps(w, y, x, (tap, row, column) => read(batch, row, column, c) * (filter[tap * w.channels + c] as number)),
  );
}

/** Reads [N, H, W, C]. */
export const reader =
  (data: ArrayLike<number>, height: number, width: number, channels: number): Read =>
  (batch, y, x, channel) =>
    data[((batch * height + y) * width + x) * channels + channel] as number;

function overPixels(w: Omit<Window, "multiplier">, channels: number, value: Read): Float64Array {
  const result = new Float64Array(w.batch * w.outHeight * w.outWidth * channels);
  for (let at = 0; at < result.length; at += 1) {
    const pixel = Math.floor(at / channels);
    const line = Math.floor(pixel / w.outWidth);
    result[at] = value(Math.floor(line / w.outHeight), line % w.outHeight, pixel % w.outWidth, at % channels);
  }
  return result;
}

function overTaps(
  w: Omit<Window, "multiplier">,
  y: number,
  x: number,
  value: (tap: number, row: number, column: number) => number,
): number {
  let sum = 0;
  for (let tap = 0; tap < w.kernelHeight * w.kernelWidth; tap += 1) {
    const row = y * w.strideY - w.padTop + Math.floor(tap / w.kernelWidth) * w.dilationY;
    const column = x * w.strideX - w.padLeft + (tap % w.kernelWidth) * w.dilationX;
    if (row >= 0 && row < w.height && column >= 0 && column < w.width) sum += value(tap, row, column);
  }
  return sum;
}
