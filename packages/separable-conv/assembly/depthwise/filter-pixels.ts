import { findPlaces } from "../product/find-places";
import { HEIGHT } from "../product/lanes";
import { Window } from "../window";
import { filterLine, findColumns, isLine } from "./filter-line";
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
  if (isLine(window, first)) {
    findColumns(window, x, xPitch, zeros, first, table);
    if (window.strideX == 2) filterLineByTwo(table, window.channels, filter, bias, floor, to, pitch, lower, upper);
    else filterLine(table, window.channels, filter, bias, floor, to, pitch, lower, upper);
  } else {
    findPlaces(window, x, xPitch, zeros, first, end, table);
    const taps = window.kernelHeight * window.kernelWidth;
    filterTile(taps, table, window.channels, filter, bias, floor, to, pitch, min(HEIGHT, end - first), lower, upper);
  }
}
