// The two passes of Pillow's `ImagingResample` over 8-bit channels, with bytes in between.
// Sums are 32-bit integers; a clamped array cuts what a cubic throws beyond 0 and 255.
import { precision, type Weights } from "./weigh.ts";

const half = 1 << (precision - 1);

/** Bytes [height, width, channels]. Always the same kind of array, so that the engine compiles the loops below for one. */
export interface Plane {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/**
 * Each row from `top` to `bottom` resampled along its width.
 *
 * @returns  [bottom - top, weights.starts.length, channels]
 */
export function convolveAlongWidth({ data, width, channels }: Plane, weights: Weights, top: number, bottom: number): Plane {
  const count = weights.starts.length;
  const to = new Uint8ClampedArray((bottom - top) * count * channels);
  const convolveRow = channels === 3 ? convolveRgbRow : convolveGreyRow;
  for (let y = top; y < bottom; y++) convolveRow(data, y * width * channels, weights, to, (y - top) * count * channels);
  return { data: new Uint8Array(to.buffer), width: count, height: bottom - top, channels };
}

type ConvolveRow = (data: Uint8Array, offset: number, weights: Weights, to: Uint8ClampedArray, at: number) => void;

const convolveRgbRow: ConvolveRow = (data, offset, { taps, starts, lengths, values }, to, at) => {
  const count = starts.length;
  for (let x = 0; x < count; x++, at += 3) {
    let red = half;
    let green = half;
    let blue = half;
    let i = offset + (starts[x] as number) * 3;
    const first = x * taps;
    const end = first + (lengths[x] as number);
    for (let tap = first; tap < end; tap++, i += 3) {
      const weight = values[tap] as number;
      red = (red + Math.imul(weight, data[i] as number)) | 0;
      green = (green + Math.imul(weight, data[i + 1] as number)) | 0;
      blue = (blue + Math.imul(weight, data[i + 2] as number)) | 0;
    }
    to[at] = red >> precision;
    to[at + 1] = green >> precision;
    to[at + 2] = blue >> precision;
  }
};

const convolveGreyRow: ConvolveRow = (data, offset, { taps, starts, lengths, values }, to, at) => {
  const count = starts.length;
  for (let x = 0; x < count; x++) {
    let sum = half;
    let i = offset + (starts[x] as number);
    const first = x * taps;
    const end = first + (lengths[x] as number);
    for (let tap = first; tap < end; tap++) sum = (sum + Math.imul(values[tap] as number, data[i++] as number)) | 0;
    to[at + x] = sum >> precision;
  }
};

/**
 * Each column from `left` to `right` resampled along its height. Goes by rows, as the memory does.
 *
 * @param top  the number that `weights` gives to the first row of the plane
 * @returns    [weights.starts.length, right - left, channels]
 */
export function convolveAlongHeight({ data, width, channels }: Plane, weights: Weights, left: number, right: number, top = 0): Plane {
  const { taps, starts, lengths, values } = weights;
  const row = (right - left) * channels;
  const height = starts.length;
  const to = new Uint8ClampedArray(height * row);
  const sums = new Int32Array(row);
  for (let y = 0; y < height; y++) {
    sums.fill(half);
    const length = lengths[y] as number;
    for (let tap = 0; tap < length; tap++) {
      addRow(sums, data, (((starts[y] as number) + tap - top) * width + left) * channels, values[y * taps + tap] as number);
    }
    const at = y * row;
    for (let i = 0; i < row; i++) to[at + i] = (sums[i] as number) >> precision;
  }
  return { data: new Uint8Array(to.buffer), width: right - left, height, channels };
}

function addRow(sums: Int32Array, data: Uint8Array, offset: number, weight: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = ((sums[i] as number) + Math.imul(weight, data[offset + i] as number)) | 0;
}
