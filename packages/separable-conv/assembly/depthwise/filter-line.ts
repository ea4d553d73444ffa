import { HEIGHT, multiplyAdd } from "../product/lanes";
import { Window } from "../window";
import { entering, leaving } from "./ends";

/** Columns of the image under HEIGHT windows of 3×3 and stride 1 that lie side by side. */
export const COLUMNS = HEIGHT + 2;

/** Whether HEIGHT windows from pixel `first` on lie side by side on one line, three columns wide, so that they share columns. */
export function isLine(window: Window, first: i32): bool {
  const sharing = window.dilationX == 1 && window.strideX <= 2;
  return sharing && window.kernelHeight == 3 && window.kernelWidth == 3 && (first % window.outWidth) + HEIGHT <= window.outWidth;
}

/** table[row, column] = the address of the pixel in one of the three rows and all columns under such windows, or `zeros` outside. */
export function findColumns(window: Window, x: usize, pitch: usize, zeros: usize, first: i32, table: usize): void {
  const line = first / window.outWidth;
  const batch = line / window.outHeight;
  const startX = (first - line * window.outWidth) * window.strideX - window.padLeft;
  const endX = startX + (HEIGHT - 1) * window.strideX + 3;
  let y = (line - batch * window.outHeight) * window.strideY - window.padTop;
  const image = x + ((batch * window.height * window.width) as usize) * pitch;
  for (let row = 0; row < 3; row++, y += window.dilationY) {
    const inside = (y as u32) < (window.height as u32);
    let at = image + ((y * window.width + startX) as usize) * pitch;
    for (let column = startX; column < endX; column++, at += pitch, table += 4) {
      i32.store(table, (inside && (column as u32) < (window.width as u32) ? at : zeros) as i32);
    }
  }
}

/** The same as filterTile, for windows of stride 1 side by side: each value of the image is loaded once for the three windows that it is under. */
export function filterLine<Ends>(
  table: usize,
  channels: i32,
  filter: usize,
  bias: usize,
  floor: f32,
  to: usize,
  pitch: usize,
  lower: f32,
  upper: f32,
): void {
  const step = (channels * 4) as usize;
  const end = table + 3 * COLUMNS * 4;
  const least = f32x4.splat(floor);
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
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
    for (let at = table; at < end;) {
      const w0 = v128.load(weight);
      const w1 = v128.load(weight + step);
      const w2 = v128.load(weight + step * 2);
      let x = entering<Ends>(v128.load((i32.load(at) as usize) + c), least);
      y0 = multiplyAdd(x, w0, y0);
      x = entering<Ends>(v128.load((i32.load(at, 4) as usize) + c), least);
      y0 = multiplyAdd(x, w1, y0);
      y1 = multiplyAdd(x, w0, y1);
      x = entering<Ends>(v128.load((i32.load(at, 8) as usize) + c), least);
      y0 = multiplyAdd(x, w2, y0);
      y1 = multiplyAdd(x, w1, y1);
      y2 = multiplyAdd(x, w0, y2);
      at += 12;
      // Never so here: a block of its own, for the reason that tile-of-four.ts gives.
      if (HEIGHT == 4 && at == end) break;
      x = entering<Ends>(v128.load((i32.load(at) as usize) + c), least);
      y1 = multiplyAdd(x, w2, y1);
      y2 = multiplyAdd(x, w1, y2);
      y3 = multiplyAdd(x, w0, y3);
      x = entering<Ends>(v128.load((i32.load(at, 4) as usize) + c), least);
      y2 = multiplyAdd(x, w2, y2);
      y3 = multiplyAdd(x, w1, y3);
      if (HEIGHT > 4) y4 = multiplyAdd(x, w0, y4);
      x = entering<Ends>(v128.load((i32.load(at, 8) as usize) + c), least);
      y3 = multiplyAdd(x, w2, y3);
      if (HEIGHT > 4) {
        y4 = multiplyAdd(x, w1, y4);
        y5 = multiplyAdd(x, w0, y5);
        x = entering<Ends>(v128.load((i32.load(at, 12) as usize) + c), least);
        y4 = multiplyAdd(x, w2, y4);
        y5 = multiplyAdd(x, w1, y5);
        x = entering<Ends>(v128.load((i32.load(at, 16) as usize) + c), least);
        y5 = multiplyAdd(x, w2, y5);
      }
      at += (COLUMNS - 3) * 4;
      weight += step * 3;
    }
    const place = to + c;
    v128.store(place, leaving<Ends>(y0, low, high));
    v128.store(place + pitch, leaving<Ends>(y1, low, high));
    v128.store(place + pitch * 2, leaving<Ends>(y2, low, high));
    v128.store(place + pitch * 3, leaving<Ends>(y3, low, high));
    if (HEIGHT > 4) {
      v128.store(place + pitch * 4, leaving<Ends>(y4, low, high));
      v128.store(place + pitch * 5, leaving<Ends>(y5, low, high));
    }
  }
}
