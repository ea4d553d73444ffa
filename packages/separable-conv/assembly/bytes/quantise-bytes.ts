import { HEIGHT, multiplyAdd } from "../product/lanes";

/** Added to a float it leaves whole numbers in the lowest bits, rounded. */
const MAGIC: f32 = 12582912; // 1.5 · 2²³

/** Bytes before a tile: what a step of each row is worth, and what each row's values are besides. */
export const BYTE_HEAD: usize = HEIGHT * 8;

/**
 * `count` floats at each of HEIGHT addresses, which `table` holds → [⌈count/4⌉, HEIGHT, 4] bytes at `to` + BYTE_HEAD, each row in steps of
 * its own, from its smallest value, or 0, to its largest, or 0, in `levels` steps; with the rounding of both ends a byte is at most
 * levels + 1. A value is worth (byte − middle) · unit + rest, with the units and then the rests of the rows at `to`. 0 stays exactly 0.
 */
export function quantiseBytes(count: i32, table: usize, levels: f32, middle: f32, to: usize): void {
  let bytes = to + BYTE_HEAD;
  for (let row = 0; row < HEIGHT; row++, table += 4, to += 4, bytes += 4) {
    const from = i32.load(table) as usize;
    findRange(from, count, to);
    const least = f32.load(to);
    const range = f32.load(to, HEIGHT * 4) - least;
    // Below the smallest numbers the quotient would be infinite, and 0 times it no number.
    const factor = min<f32>(levels / range, f32.MAX_VALUE);
    const zero = nearest<f32>(-least * factor);
    const unit = range / levels;
    f32.store(to, unit);
    f32.store(to, (middle - zero) * unit, HEIGHT * 4);
    quantise(from, count, factor, zero, bytes);
  }
}

/** The smallest value and the largest, 0 among them; no number where there is one that is none. */
function findRange(from: usize, count: i32, to: usize): void {
  const end = from + ((count * 4) as usize);
  let least = f32x4.splat(0);
  let most = least;
  // The quick minimum forgets what is not a number; times 0 it stays so.
  let none = least;
  for (; from + 16 <= end; from += 16) {
    const x = v128.load(from);
    least = f32x4.pmin(least, x);
    most = f32x4.pmax(most, x);
    none = f32x4.add(none, f32x4.mul(x, f32x4.splat(0)));
  }
  for (; from < end; from += 4) {
    const x = v128.load32_zero(from);
    least = f32x4.pmin(least, x);
    most = f32x4.pmax(most, x);
    none = f32x4.add(none, f32x4.mul(x, f32x4.splat(0)));
  }
  least = f32x4.pmin(least, v128.shuffle<i32>(least, least, 2, 3, 2, 3));
  least = f32x4.pmin(least, v128.shuffle<i32>(least, least, 1, 1, 1, 1));
  most = f32x4.pmax(most, v128.shuffle<i32>(most, most, 2, 3, 2, 3));
  most = f32x4.pmax(most, v128.shuffle<i32>(most, most, 1, 1, 1, 1));
  none = f32x4.add(none, v128.shuffle<i32>(none, none, 2, 3, 2, 3));
  none = f32x4.add(none, v128.shuffle<i32>(none, none, 1, 1, 1, 1));
  f32.store(to, f32x4.extract_lane(least, 0) + f32x4.extract_lane(none, 0));
  f32.store(to, f32x4.extract_lane(most, 0), HEIGHT * 4);
}

function quantise(from: usize, count: i32, factor: f32, zero: f32, to: usize): void {
  const end = from + ((count * 4) as usize);
  const factors = f32x4.splat(factor);
  const shift = f32x4.splat(MAGIC + zero);
  for (; from + 64 <= end; from += 64, to += HEIGHT * 16) {
    const low = i16x8.narrow_i32x4_s(round(v128.load(from), factors, shift), round(v128.load(from, 16), factors, shift));
    const high = i16x8.narrow_i32x4_s(round(v128.load(from, 32), factors, shift), round(v128.load(from, 48), factors, shift));
    const bytes = i8x16.narrow_i16x8_u(low, high);
    v128.store32_lane(to, bytes, 0);
    v128.store32_lane(to, bytes, 1, HEIGHT * 4);
    v128.store32_lane(to, bytes, 2, HEIGHT * 8);
    v128.store32_lane(to, bytes, 3, HEIGHT * 12);
  }
  for (; from < end; from += 16, to += HEIGHT * 4) {
    let x = f32x4.splat(0);
    if (from + 16 <= end) x = v128.load(from);
    else {
      x = v128.load32_zero(from);
      if (from + 4 < end) x = v128.load32_lane(from, x, 1, 4);
      if (from + 8 < end) x = v128.load32_lane(from, x, 2, 8);
    }
    const words = i16x8.narrow_i32x4_s(round(x, factors, shift), i32x4.splat(0));
    v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/** The nearest whole numbers of steps, counted from the least value. */
function round(x: v128, factors: v128, shift: v128): v128 {
  return i32x4.sub(multiplyAdd(x, factors, shift), f32x4.splat(MAGIC));
}
