// A convolution of 3×3 with fewer multiplications: blocks of pixels by Winograd's algorithms F(2×2, 3×3) and F(4×4, 3×3) (assembly/blocks/).
import type { Window } from "../../kernels/window.ts";
import type { Build } from "../module/compile-module.ts";
import { tileHeight, tileWidth } from "../module/tile-size.ts";
import type { Convolution, PlannedTask } from "./convolve.ts";
import { productFields } from "./product-fields.ts";
import { makeTask } from "./task.ts";

/** Pixels along an edge of a block. */
export type BlockEdge = 2 | 4;

/** Bytes of spread blocks and of their sums that are worked on at a time; large blocks take 5 % longer with half as many, small ones 10 % with four times. */
const stripBytes = 96 * 1024;

/** Of each thread: the addresses of the pixels under a block, and values of a block on the way. */
const blockBytes = 36 * 4 + 1024;

/** What spreads three taps into a value for each point of the algorithm: G, by the edge of the block. */
const taps: Readonly<Record<BlockEdge, readonly (readonly [number, number, number])[]>> = {
  2: [
    [1, 0, 0],
    [0.5, 0.5, 0.5],
    [0.5, -0.5, 0.5],
    [0, 0, 1],
  ],
  4: [
    [1, 0, 0],
    [-2 / 3, -Math.SQRT2 / 3, -1 / 3],
    [-2 / 3, Math.SQRT2 / 3, -1 / 3],
    [1 / 6, Math.SQRT2 / 6, 1 / 3],
    [1 / 6, -Math.SQRT2 / 6, 1 / 3],
    [0, 0, 1],
  ],
};

/** Values that the pixels under a block, and a filter, are spread into. */
const spreadOf = (edge: BlockEdge): number => (edge + 2) ** 2;

/** Of 8 channels blocks are 1.1 times as fast as plain windows, of 4 slower; with fewer than 4 they do not work. */
const fewestChannels = 8;

/**
 * Bytes of spread filters up to which blocks are large ones. These are 1.5 times as fast as small ones, with 256 channels and more 0.9 to 1.4
 * times, where the filters' 36 values, 4 times what the taps take, have to be fetched for few pixels; and sums of many channels then are
 * 4e-5 of the largest from what plain windows give.
 */
const largeBytes = 4 * 1024 * 1024;

/** The blocks that windows rather go by: 3×3 of stride 1, and enough channels. */
export function blockEdge(window: BlockWindow): BlockEdge | undefined {
  const { channels, outChannels } = window;
  const ofThree = window.kernelHeight === 3 && window.kernelWidth === 3;
  const dense = window.strideY * window.strideX * window.dilationY * window.dilationX === 1;
  if (!ofThree || !dense || channels < fewestChannels) return undefined;
  return 4 * spreadOf(4) * channels * outChannels <= largeBytes ? 4 : 2;
}

type BlockWindow = Pick<
  Window,
  "kernelHeight" | "kernelWidth" | "strideY" | "strideX" | "dilationY" | "dilationX" | "channels" | "outChannels"
>;

/**
 * G · g · Gᵀ of each filter g: [3, 3, C, O] → [(edge + 2)², C, O], to be laid out by `packPanels` as [(edge + 2)² · C, O].
 *
 * @param mixed C · O
 */
export function blockFilters(filters: ArrayLike<number>, mixed: number, edge: BlockEdge): Float32Array {
  const points = taps[edge];
  const result = new Float32Array(spreadOf(edge) * mixed);
  const value = new Float64Array(mixed);
  for (const [down, vertical] of points.entries()) {
    for (const [across, horizontal] of points.entries()) {
      value.fill(0);
      for (const [tap, factor] of vertical.flatMap((first) => horizontal.map((second) => first * second)).entries()) {
        if (factor === 0) continue;
        for (let place = 0; place < mixed; place += 1) {
          value[place] = (value[place] as number) + factor * (filters[tap * mixed + place] as number);
        }
      }
      result.set(value, (down * points.length + across) * mixed);
    }
  }
  return result;
}

/**
 * A convolution whose panels are those of `blockFilters`, with the same edge.
 *
 * @param threads that will run it
 */
export function planBlockConvolution(
  convolution: Omit<Convolution, "depthwise" | "scales" | "bytes">,
  edge: BlockEdge,
  build: Build,
  threads: number,
): PlannedTask {
  const { window } = convolution;
  const height = tileHeight(build);
  const [across, down] = [Math.ceil(window.outWidth / edge), Math.ceil(window.outHeight / edge)];
  const tiles = Math.ceil((window.batch * down * across) / height);
  const tileBytes = 4 * spreadOf(edge) * height * (window.channels + tileWidth);
  const rounds = Math.ceil((tiles * tileBytes) / (stripBytes * threads));
  const strips = Math.min(tiles, rounds * threads);
  const task = makeTask("convolveBlocks", [...productFields(convolution), edge, across, down, strips]);
  return { task, scratchBytes: blockBytes + tileBytes * Math.ceil(tiles / strips) };
}
