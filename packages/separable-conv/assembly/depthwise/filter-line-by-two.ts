import { clamp, HEIGHT, multiplyAdd } from "../product/lanes";

/**
 * The same as filterLine, for windows of stride 2: every other column lies under two of them, and is loaded once. `table` has
 * 2 · HEIGHT + 1 columns.
 */
export function filterLineByTwo(
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
  const end = table + 3 * (HEIGHT * 2 + 1) * 4;
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
    for (let at = table; at < end; at += 4) {
      const w0 = v128.load(weight);
      const w1 = v128.load(weight + step);
      const w2 = v128.load(weight + step * 2);
      let x = f32x4.pmax(v128.load((i32.load(at) as usize) + c), least);
      y0 = multiplyAdd(x, w0, y0);
      x = f32x4.pmax(v128.load((i32.load(at, 4) as usize) + c), least);
      y0 = multiplyAdd(x, w1, y0);
      x = f32x4.pmax(v128.load((i32.load(at, 8) as usize) + c), least);
      y0 = multiplyAdd(x, w2, y0);
      y1 = multiplyAdd(x, w0, y1);
      x = f32x4.pmax(v128.load((i32.load(at, 12) as usize) + c), least);
      y1 = multiplyAdd(x, w1, y1);
      x = f32x4.pmax(v128.load((i32.load(at, 16) as usize) + c), least);
      y1 = multiplyAdd(x, w2, y1);
      y2 = multiplyAdd(x, w0, y2);
      at += 20;
      // Never so here: a block of its own, for the reason that tile-of-four.ts gives.
      if (at == end) break;
      x = f32x4.pmax(v128.load((i32.load(at) as usize) + c), least);
      y2 = multiplyAdd(x, w1, y2);
      x = f32x4.pmax(v128.load((i32.load(at, 4) as usize) + c), least);
      y2 = multiplyAdd(x, w2, y2);
      y3 = multiplyAdd(x, w0, y3);
      x = f32x4.pmax(v128.load((i32.load(at, 8) as usize) + c), least);
      y3 = multiplyAdd(x, w1, y3);
      x = f32x4.pmax(v128.load((i32.load(at, 12) as usize) + c), least);
      y3 = multiplyAdd(x, w2, y3);
      at += 12;
      if (HEIGHT > 4) {
        y4 = multiplyAdd(x, w0, y4);
        x = f32x4.pmax(v128.load((i32.load(at, 4) as usize) + c), least);
        y4 = multiplyAdd(x, w1, y4);
        x = f32x4.pmax(v128.load((i32.load(at, 8) as usize) + c), least);
        y4 = multiplyAdd(x, w2, y4);
        y5 = multiplyAdd(x, w0, y5);
        x = f32x4.pmax(v128.load((i32.load(at, 12) as usize) + c), least);
        y5 = multiplyAdd(x, w1, y5);
        x = f32x4.pmax(v128.load((i32.load(at, 16) as usize) + c), least);
        y5 = multiplyAdd(x, w2, y5);
        at += 16;
      }
      weight += step * 3;
    }
    const place = to + c;
    v128.store(place, clamp(y0, low, high));
    v128.store(place + pitch, clamp(y1, low, high));
    v128.store(place + pitch * 2, clamp(y2, low, high));
    v128.store(place + pitch * 3, clamp(y3, low, high));
    if (HEIGHT > 4) {
      v128.store(place + pitch * 4, clamp(y4, low, high));
      v128.store(place + pitch * 5, clamp(y5, low, high));
    }
  }
}
