// The gradient of a convolution's filter (assembly/training/filter-gradient.ts).
import type { Window } from "../../../kernels/window.ts";
import type { Build } from "../../module/compile-module.ts";
import { tileHeight, tileWidth } from "../../module/tile-size.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";
import { planAddSlices } from "./add-slices.ts";
import { goesInPlace, groupsInPlace, planInPlace } from "./filter-gradient-in-place.ts";

export interface FilterGradient {
  readonly window: Omit<Window, "multiplier">;
  /** Addresses of x [N, H, W, C], dy [N, H′, W′, O] and the result [kh, kw, C, O]. */
  readonly x: number;
  readonly dy: number;
  readonly dfilter: number;
  /** Room for as many floats as `filterSlicesFloats` gives. */
  readonly slices: number;
}

type Sizes = Omit<Window, "multiplier">;

/** Bytes of dy that are worked on at a time: they stay in the second cache. */
const blockBytes = 192 * 1024;

/** Bytes of x that are laid out at a time: they stay near the first cache, while panel after panel of dy is multiplied with them. */
const runBytes = 16 * 1024;

/** Pixels that a group has at least: a result of its own is worth it. */
const leastPixels = 128;

/** Floats up to which the results of all groups are kept. */
const mostSlices = 2 ** 18;

const pixelsOf = ({ batch, outHeight, outWidth }: Sizes): number => batch * outHeight * outWidth;

const countOf = ({ kernelHeight, kernelWidth, channels, outChannels }: Sizes): number =>
  kernelHeight * kernelWidth * channels * outChannels;

/** Groups of pixels with results of their own; their number does not depend on the threads, so that the sums do not. */
function groupsOf(window: Sizes): number {
  if (goesInPlace(window)) return groupsInPlace(window);
  const groups = Math.min(16, Math.floor(pixelsOf(window) / leastPixels), Math.floor(mostSlices / countOf(window)));
  return groups < 4 ? 1 : groups;
}

/** Floats of the results of all groups: none where there is one group. */
export function filterSlicesFloats(window: Sizes): number {
  const groups = groupsOf(window);
  return groups === 1 ? 0 : groups * countOf(window);
}

/** @param threads that will run it */
export function planFilterGradient(
  { window, x, dy, dfilter, slices }: FilterGradient,
  build: Build,
  threads: number,
): readonly PlannedTask[] {
  const height = tileHeight(build);
  const columns = tileWidth * Math.ceil(window.outChannels / tileWidth);
  const groups = groupsOf(window);
  if (goesInPlace(window)) {
    const gradient = planInPlace({ window, x, dy, dfilter, slices }, groups === 1 ? dfilter : slices);
    return groups === 1 ? [gradient] : [gradient, planAddSlices(countOf(window), groups, slices, dfilter)];
  }
  const most = Math.ceil(pixelsOf(window) / groups);
  const fitting = Math.min(256, Math.max(32, Math.floor(blockBytes / (4 * columns))));
  const block = Math.ceil(most / Math.ceil(most / fitting));
  const tiles = window.kernelHeight * window.kernelWidth * Math.ceil(window.channels / height);
  const run = Math.min(Math.ceil(window.channels / height), Math.max(1, Math.floor(runBytes / (4 * height * block))));
  // One result for all pixels is cut into parts; results of groups are parts themselves.
  const parts = groups === 1 ? Math.min(threads, tiles) : 1;
  const task = makeTask("filterGradient", [...windowFields(window), x, dy, groups === 1 ? dfilter : slices, block, parts, groups, run]);
  const gradient = { task, scratchBytes: height * tileWidth * 4 + 16 + 4 * block * (1 + run * height + columns) };
  return groups === 1 ? [gradient] : [gradient, planAddSlices(countOf(window), groups, slices, dfilter)];
}
