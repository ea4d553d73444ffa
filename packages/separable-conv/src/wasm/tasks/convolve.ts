// A convolution, or a whole separable unit: relu → depthwise → pointwise, with what comes after it (assembly/product/convolve.ts).
import type { Window } from "../../kernels/window.ts";
import { tileHeight, tileWidth } from "../module/tile-size.ts";
import { byteProductForms, type ByteProduct } from "../module/byte-products.ts";
import type { Build } from "../module/compile-module.ts";
import type { Place } from "./place.ts";
import { productFields } from "./product-fields.ts";
import { unbounded, type Range } from "./range.ts";
import { float, makeTask, type Task } from "./task.ts";

/** The depthwise step of a separable unit. The number of channels is at least 4, each with one filter. */
export interface DepthwiseStep {
  /** Address of the filter [kh, kw, C]. */
  readonly filter: number;
  /** Address of one value a channel, or 0. */
  readonly bias?: number;
  /** Whether x passes a relu first. */
  readonly relu?: boolean;
  /** What the step gives is held in this range. */
  readonly range?: Range;
}

export interface Convolution {
  /** `outChannels` counts the filters. With a depthwise step, the window is that step's. */
  readonly window: Omit<Window, "multiplier">;
  readonly x: Place;
  /** Address of the filters as `packPanels` lays them out. */
  readonly panels: number;
  /** Address of one value a filter, or 0. */
  readonly bias?: number;
  /** A map that is added. */
  readonly residual?: Place | undefined;
  readonly y: Place;
  readonly range?: Range;
  readonly depthwise?: DepthwiseStep | undefined;
  /** For filters of whole numbers, `packIntegerPanels` of [C, O]: the address of what a step of each filter is worth, whole panels of them. */
  readonly scales?: number | undefined;
  /** For filters of whole numbers that `packBytePanels` laid out, in the relaxed build. */
  readonly bytes?: BytePanels | undefined;
}

/** What else is known of filters for products with bytes. */
export interface BytePanels {
  /** What they are laid out for. */
  readonly product: ByteProduct;
  /** The address of what all values of each filter add up to, whole panels of them. */
  readonly totals: number;
}

/** A task with the scratch that each thread needs for it. */
export interface PlannedTask {
  readonly task: Task;
  readonly scratchBytes: number;
}

/** Bytes of gathered rows that are worked on at a time: with a panel of filters and what is streamed by they lie in the second cache. */
const stripBytes = 384 * 1024;

/** Bytes of the result that are worked on at a time: each panel writes half a line of the cache, and the next one the other half. */
const outputBytes = 256 * 1024;

/** Bytes up to which all rows of a thread are rather one strip, so that large filters are read from far away only once. */
const wholeBytes = 640 * 1024;

/** Rows that a strip has at least, so that filters are not read too often. */
const leastRows = 24;

/** Bytes of filters up to which they cost little to read again, and the strips that each thread then has, so that a slower one takes fewer. */
const smallBytes = 64 * 1024;
const stripsEach = 6;

/** Sums over so many values make a value of the result. */
export const depthOf = ({ window, depthwise }: Pick<Convolution, "window" | "depthwise">): number =>
  depthwise ? window.channels : window.kernelHeight * window.kernelWidth * window.channels;

/**
 * The largest whole number that a value becomes where so many products with 8-bit integers are summed in 32 bits: 14 bits and more for the
 * channels of today's networks, so that what integers cost is the filters' rounding alone.
 */
const levelsOf = (depth: number): number => Math.min(32767, Math.floor((2 ** 31 - 1) / (127 * depth)));

/** Bytes that `packIntegerPanels` writes for filters of this depth. */
export const integerPanelBytes = (depth: number, filters: number): number =>
  4 * Math.ceil(depth / 2) * tileWidth * Math.ceil(filters / tileWidth);

/** Bytes that `packBytePanels` writes for filters of this depth. */
export const bytePanelBytes = (depth: number, filters: number, product: ByteProduct): number => {
  const steps = Math.ceil(depth / 4);
  return Math.ceil(filters / tileWidth) * (4 * tileWidth * steps + (byteProductForms[product].grouped ? 48 * blocksOf(steps) : 0));
};

/** Blocks of steps, of which panels and tiles say how far sums can get (assembly/bytes/reach.ts). */
const blocksOf = (steps: number): number => Math.ceil(steps / 4);

/** Bytes that planning groups takes: groups of a step each at most, and what so many tiles' sums can reach, one by one and together. */
const groupingBytes = (steps: number, tiles: number): number => 48 * (steps + 1) + 8 * blocksOf(steps) * (tiles + 1) + 16;

/** Floats that `packPanels` writes for filters of this depth. */
export const panelFloats = (depth: number, filters: number): number => depth * tileWidth * Math.ceil(filters / tileWidth);

/** @param threads that will run it */
export function planConvolution(convolution: Convolution, build: Build, threads: number): PlannedTask {
  const { window, depthwise, scales = 0, bytes } = convolution;
  const form = bytes && byteProductForms[bytes.product];
  const height = tileHeight(build);
  const depth = depthOf(convolution);
  const tiles = Math.ceil((window.batch * window.outHeight * window.outWidth) / height);
  const { strips, parts } = cut(
    tiles,
    Math.ceil(window.outChannels / tileWidth),
    (bytes ? Math.ceil(depth / 4) : depth) * height * 4,
    window.outChannels * height * 4,
    leastRows / height,
    threads,
  );
  const middle = depthwise?.range ?? unbounded;
  const task = makeTask("convolve", [
    ...productFields(convolution),
    ...[depthwise?.filter ?? 0, depthwise?.bias ?? 0, float(depthwise?.relu ? 0 : -Infinity), float(middle.lower), float(middle.upper)],
    ...[strips, parts],
    ...[scales, float(form?.levels ?? levelsOf(depth)), bytes?.totals ?? 0, Number(form?.grouped ?? false)],
  ]);
  const taps = window.kernelHeight * window.kernelWidth;
  const table = height * tileWidth * 4 + 16 + taps * height * 4;
  const filtered = depthwise ? depth * height * 4 : 0;
  // Before a tile of whole numbers stand the steps of its rows, before bytes also what rows begin with and are counted from.
  const steps = Math.ceil(depth / 4);
  const tile = bytes ? height * 4 * (steps + 3) : scales ? height * 4 * (Math.ceil(depth / 2) + 1) : height * 4 * depth;
  const integers = scales && !bytes ? 16 * Math.ceil(depth / 8) * height : 0;
  const grouping = form?.grouped ? groupingBytes(steps, Math.ceil(tiles / strips)) : 0;
  return { task, scratchBytes: table + filtered + integers + grouping + tile * Math.ceil(tiles / strips) };
}

/** Strips of equal size for every thread; where there are too few rows for that, the filters are shared out as well. */
function cut(
  tiles: number,
  panels: number,
  tileBytes: number,
  outBytes: number,
  leastTiles: number,
  threads: number,
): { readonly strips: number; readonly parts: number } {
  const fitting = Math.max(Math.floor(Math.min(stripBytes / tileBytes, outputBytes / outBytes)), Math.ceil(leastTiles));
  const rounds = tiles * tileBytes <= wholeBytes * threads ? 1 : Math.ceil(tiles / (fitting * threads));
  const filterBytes = (panels * tileWidth * tileBytes * leastTiles) / leastRows;
  const small = threads > 1 && filterBytes <= smallBytes;
  const each = small ? Math.max(rounds, Math.min(stripsEach, Math.floor(tiles / Math.ceil(leastTiles) / threads))) : rounds;
  const strips = Math.min(tiles, each * threads);
  if (tiles >= 4 * threads) return { strips, parts: 1 };
  return { strips: 1, parts: Math.min(threads, panels) };
}
