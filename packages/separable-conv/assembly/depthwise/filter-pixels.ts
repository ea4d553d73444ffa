import { bringAllNear } from "../bring-near";
import { findPlaces } from "../product/find-places";
import { HEIGHT } from "../product/lanes";
import { Window } from "../window";
import { hasEnds, WithEnds, WithoutEnds } from "./ends";
import { COLUMNS, filterLine, findColumns, isLine } from "./filter-line";
import { filterLineByTwo } from "./filter-line-by-two";
import { filterTile } from "./filter-tile";

/**
 * Depthwise convolution of the output's pixels from `first` on: HEIGHT of them, or as many as there are before `end`. For 4 channels or
 * more; the arguments are those of filterTile. `table` has room for as many addresses as HEIGHT windows have taps.
 */
export function filterPixels(
  window: Window,
  x: usize,
  xPitch: usize,
  zeros: usize,
  first: i32,
  end: i32,
  table: usize,
  filter: usize,
  bias: usize,
  floor: f32,
  to: usize,
  pitch: usize,
  lower: f32,
  upper: f32,
): void {
  const channels = window.channels;
  const pixel = (channels * 4) as usize;
  const ends = hasEnds(floor, lower, upper);
  // The last taps of the windows are what none of those before had.
  let near = 0;
  if (isLine(window, first)) {
    findColumns(window, x, xPitch, zeros, first, table);
    if (window.strideX == 2) {
      filterLineByTwo(table, channels, filter, bias, floor, to, pitch, lower, upper);
      return;
    }
    near = bringAllNear(table + 2 * COLUMNS * 4, COLUMNS, pixel);
    if (ends) filterLine<WithEnds>(table, channels, filter, bias, floor, to, pitch, lower, upper);
    else filterLine<WithoutEnds>(table, channels, filter, bias, floor, to, pitch, lower, upper);
  } else {
    findPlaces(window, x, xPitch, zeros, first, end, table);
    const taps = window.kernelHeight * window.kernelWidth;
    const rows = min(HEIGHT, end - first);
    near = bringAllNear(table + (((taps - 1) * HEIGHT * 4) as usize), HEIGHT, pixel);
    if (ends) filterTile<WithEnds>(taps, table, channels, filter, bias, floor, to, pitch, rows, lower, upper);
    else filterTile<WithoutEnds>(taps, table, channels, filter, bias, floor, to, pitch, rows, lower, upper);
  }
  i32.store(table, near);
}
