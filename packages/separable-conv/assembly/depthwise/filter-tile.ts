import { HEIGHT, multiplyAdd } from "../product/lanes";
import { entering, leaving } from "./ends";

/**
 * Depthwise convolution of HEIGHT pixels, four channels at a time, whatever the window: `table` says where its taps lie (find-places.ts).
 * to[row, c] = clamp(bias[c] + Σ over taps of max(x, floor)[c] · filter[tap, c]), for 4 channels or more. Rows from `rows` on are the last
 * one again.
 *
 * @param floor 0 where x passes a relu first, else −∞
 * @param pitch bytes from row to row of the result
 */
export function filterTile<Ends>(
  taps: i32,
  table: usize,
  channels: i32,
  filter: usize,
  bias: usize,
  floor: f32,
  to: usize,
  pitch: usize,
  rows: i32,
  lower: f32,
  upper: f32,
): void {
  const step = (channels * 4) as usize;
  const tapsEnd = table + ((taps * HEIGHT * 4) as usize);
  const least = f32x4.splat(floor);
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
  const to1 = to + (rows > 1 ? pitch : 0);
  const to2 = to1 + (rows > 2 ? pitch : 0);
  const to3 = to2 + (rows > 3 ? pitch : 0);
  const to4 = to3 + (rows > 4 ? pitch : 0);
  const to5 = to4 + (rows > 5 ? pitch : 0);
  for (let c: usize = 0; c < step; c += 16) {
    // What is left when four does not divide the channels is done together with some of those before.
    if (c + 16 > step) c = step - 16;
    let y0 = bias ? v128.load(bias + c) : f32x4.splat(0);
    let y1 = y0;
    let y2 = y0;
    let y3 = y0;
    let y4 = y0;
    let y5 = y0;
    let weight = filter + c;
    for (let at = table; at < tapsEnd; at += HEIGHT * 4, weight += step) {
      const w = v128.load(weight);
      y0 = multiplyAdd(entering<Ends>(v128.load((i32.load(at) as usize) + c), least), w, y0);
      y1 = multiplyAdd(entering<Ends>(v128.load((i32.load(at, 4) as usize) + c), least), w, y1);
      y2 = multiplyAdd(entering<Ends>(v128.load((i32.load(at, 8) as usize) + c), least), w, y2);
      y3 = multiplyAdd(entering<Ends>(v128.load((i32.load(at, 12) as usize) + c), least), w, y3);
      if (HEIGHT > 4) {
        y4 = multiplyAdd(entering<Ends>(v128.load((i32.load(at, 16) as usize) + c), least), w, y4);
        y5 = multiplyAdd(entering<Ends>(v128.load((i32.load(at, 20) as usize) + c), least), w, y5);
      }
    }
    v128.store(to + c, leaving<Ends>(y0, low, high));
    v128.store(to1 + c, leaving<Ends>(y1, low, high));
    v128.store(to2 + c, leaving<Ends>(y2, low, high));
    v128.store(to3 + c, leaving<Ends>(y3, low, high));
    if (HEIGHT > 4) {
      v128.store(to4 + c, leaving<Ends>(y4, low, high));
      v128.store(to5 + c, leaving<Ends>(y5, low, high));
    }
  }
}
