// Nearest neighbour as Pillow's `ImagingScaleAffine`: the source coordinate is a running sum in double precision, not a product,
// and its rounding decides which neighbour a pixel on the edge between two gets.
import type { Pixels } from "../pixels/pixels.ts";
import type { Axis } from "./weigh.ts";

export function resizeNearest(pixels: Pixels, horizontal: Axis, vertical: Axis): Uint8Array {
  const { width, channels, data } = pixels;
  const columns = sourcePixels(horizontal);
  const rows = sourcePixels(vertical);
  const to = new Uint8Array(rows.length * columns.length * channels);
  for (let y = 0, o = 0; y < rows.length; y++) {
    const offset = (rows[y] as number) * width;
    for (let x = 0; x < columns.length; x++) {
      const from = (offset + (columns[x] as number)) * channels;
      for (let channel = 0; channel < channels; channel++) to[o++] = data[from + channel] as number;
    }
  }
  return to;
}

function sourcePixels({ inputSize, from, to, outputSize, first, count }: Axis): Int32Array {
  const start = Math.fround(from);
  const scale = Math.fround(Math.fround(to) - start) / outputSize;
  const source = new Int32Array(count);
  let position = start + scale * 0.5;
  for (let i = 0; i < first + count; i++, position += scale) {
    if (i >= first) source[i - first] = Math.min(Math.trunc(position), inputSize - 1);
  }
  return source;
}
