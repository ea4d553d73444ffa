// The two passes of Pillow's `ImagingResample` over 8-bit channels: columns first, then rows, with bytes in between.
// Sums are 32-bit integers; a clamped array cuts what a cubic throws beyond 0 and 255.
import { precision, type Weights } from "./weigh.ts";

const half = 1 << (precision - 1);

/** Rows `top ... top + height` of an image, each resampled along its width. */
export interface Rows {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly channels: number;
  readonly top: number;
  readonly height: number;
}

/** @returns [rows.height, weights.starts.length, channels] */
export function convolveAlongWidth(rows: Rows, weights: Weights): Uint8ClampedArray {
  const { data, width, channels, top, height } = rows;
  const count = weights.starts.length;
  const to = new Uint8ClampedArray(height * count * channels);
  const convolveRow = channels === 3 ? convolveRgbRow : convolveGreyRow;
  for (let y = 0; y < height; y++) convolveRow(data, (top + y) * width * channels, weights, to, y * count * channels);
  return to;
}

function convolveRgbRow(
  data: Uint8Array | Uint8ClampedArray,
  offset: number,
  { taps, starts, lengths, values }: Weights,
  to: Uint8ClampedArray,
  at: number,
): void {
  for (let x = 0; x < starts.length; x++, at += 3) {
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
}

function convolveGreyRow(
  data: Uint8Array | Uint8ClampedArray,
  offset: number,
  { taps, starts, lengths, values }: Weights,
  to: Uint8ClampedArray,
  at: number,
): void {
  for (let x = 0; x < starts.length; x++) {
    let sum = half;
    let i = offset + (starts[x] as number);
    const first = x * taps;
    const end = first + (lengths[x] as number);
    for (let tap = first; tap < end; tap++) sum = (sum + Math.imul(values[tap] as number, data[i++] as number)) | 0;
    to[at + x] = sum >> precision;
  }
}

/**
 * @param data  rows of `row` bytes, the first of which is row `top` of the image that `weights` counts in
 * @returns     [weights.starts.length, row]
 */
export function convolveAlongHeight(
  data: Uint8Array | Uint8ClampedArray,
  row: number,
  top: number,
  { taps, starts, lengths, values }: Weights,
): Uint8ClampedArray {
  const to = new Uint8ClampedArray(starts.length * row);
  const sums = new Int32Array(row);
  for (let y = 0; y < starts.length; y++) {
    sums.fill(half);
    for (let tap = 0; tap < (lengths[y] as number); tap++) {
      const weight = values[y * taps + tap] as number;
      const offset = ((starts[y] as number) + tap - top) * row;
      for (let i = 0; i < row; i++) sums[i] = ((sums[i] as number) + Math.imul(weight, data[offset + i] as number)) | 0;
    }
    const at = y * row;
    for (let i = 0; i < row; i++) to[at + i] = (sums[i] as number) >> precision;
  }
  return to;
}
