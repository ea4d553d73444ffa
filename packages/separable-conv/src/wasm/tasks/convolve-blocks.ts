// A convolution of 3×3 with fewer multiplications: blocks of 2×2 pixels by Winograd's algorithm F(2×2, 3×3) (assembly/blocks/).
import type { Window } from "../../kernels/window.ts";
import type { Build } from "../module/compile-module.ts";
import { tileHeight, tileWidth } from "../module/tile-size.ts";
import type { Convolution, PlannedTask } from "./convolve.ts";
import { productFields } from "./product-fields.ts";
import { makeTask } from "./task.ts";

/** Values that the 4×4 pixels under a block, and a filter, are spread into. */
const spread = 16;

/** Bytes of spread blocks and of their sums that are worked on at a time; of four times as many the stem of Xception takes a tenth longer. */
const stripBytes = 96 * 1024;

/** What spreads three taps into four values: G of Winograd's algorithm. */
const taps = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
] as const;

/** Of 8 channels blocks are 1.1 times as fast as plain windows, of 4 slower; with fewer than 4 they do not work. */
const fewestChannels = 8;

/** Whether windows rather go by blocks: 3×3 of stride 1, and enough channels. */
export const goesByBlocks = ({ kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, channels }: BlockWindow): boolean =>
  kernelHeight === 3 && kernelWidth === 3 && strideY * strideX * dilationY * dilationX === 1 && channels >= fewestChannels;

type BlockWindow = Pick<Window, "kernelHeight" | "kernelWidth" | "strideY" | "strideX" | "dilationY" | "dilationX" | "channels">;

/**
 * G · g · Gᵀ of each filter g: [3, 3, C, O] → [16, C, O], to be laid out by `packPanels` as [16 · C, O].
 *
 * @param mixed C · O
 */
export function blockFilters(filters: ArrayLike<number>, mixed: number): Float32Array {
  const result = new Float32Array(spread * mixed);
  const value = new Float64Array(mixed);
  for (const [down, vertical] of taps.entries()) {
    for (const [across, horizontal] of taps.entries()) {
      value.fill(0);
      for (const [tap, factor] of vertical.flatMap((first) => horizontal.map((second) => first * second)).entries()) {
        if (factor === 0) continue;
        for (let place = 0; place < mixed; place += 1) {
          value[place] = (value[place] as number) + factor * (filters[tap * mixed + place] as number);
        }
      }
      result.set(value, (down * taps.length + across) * mixed);
    }
  }
  return result;
}

/**
 * A convolution whose panels are those of `blockFilters`.
 *
 * @param threads that will run it
 */
export function planBlockConvolution(
  convolution: Omit<Convolution, "depthwise" | "scales" | "bytes">,
  build: Build,
  threads: number,
): PlannedTask {
  const { window } = convolution;
  const height = tileHeight(build);
  const tiles = Math.ceil((window.batch * Math.ceil(window.outHeight / 2) * Math.ceil(window.outWidth / 2)) / height);
  const tileBytes = 4 * spread * height * (window.channels + tileWidth);
  const rounds = Math.ceil((tiles * tileBytes) / (stripBytes * threads));
  const strips = Math.min(tiles, rounds * threads);
  const task = makeTask("convolveBlocks", [...productFields(convolution), strips]);
  // Addresses of the pixels under a block, then the pixels of a block before they are brought to y.
  const besides = 4 * spread + 4 * 4 * tileWidth;
  return { task, scratchBytes: besides + tileBytes * Math.ceil(tiles / strips) };
}
