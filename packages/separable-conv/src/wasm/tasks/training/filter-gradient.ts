// The gradient of a convolution's filter (assembly/training/filter-gradient.ts).
import type { Window } from "../../../kernels/window.ts";
import type { Build } from "../../module/compile-module.ts";
import { tileHeight, tileWidth } from "../../module/tile-size.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";

export interface FilterGradient {
  readonly window: Omit<Window, "multiplier">;
  /** Addresses of x [N, H, W, C], dy [N, H′, W′, O] and the result [kh, kw, C, O]. */
  readonly x: number;
  readonly dy: number;
  readonly dfilter: number;
}

/** Bytes of dy that are worked on at a time: they stay in the second cache. */
const blockBytes = 192 * 1024;

/** @param threads that will run it */
export function planFilterGradient({ window, x, dy, dfilter }: FilterGradient, build: Build, threads: number): PlannedTask {
  const height = tileHeight(build);
  const columns = tileWidth * Math.ceil(window.outChannels / tileWidth);
  const fitting = Math.min(256, Math.max(32, Math.floor(blockBytes / (4 * columns))));
  const block = Math.min(fitting, window.batch * window.outHeight * window.outWidth);
  const tiles = window.kernelHeight * window.kernelWidth * Math.ceil(window.channels / height);
  const task = makeTask("filterGradient", [...windowFields(window), x, dy, dfilter, block, Math.min(threads, tiles)]);
  return { task, scratchBytes: height * tileWidth * 4 + 16 + 4 * block * (1 + height + columns) };
}
