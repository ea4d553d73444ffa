import { HEIGHT, multiplyAdd } from "../product/lanes";
import { blocksOf } from "./reach";

/** Added to a float it leaves whole numbers in the lowest bits, rounded. */
const MAGIC: f32 = 12582912; // 1.5 · 2²³

/** Bytes of a number of each row. */
const ROWS: usize = HEIGHT * 4;

/** Bytes before a tile: what a step of each row is worth, what each row's values are besides, and what its bytes are counted from. */
export const BYTE_HEAD: usize = ROWS * 3;

/** Where in it the second and the last of these stand. */
const RESTS: usize = ROWS;
export const CENTRES: usize = ROWS * 2;

// Where in the spare room the numbers of rows stand, after their least values.
const MOSTS: usize = ROWS;
const MEANS: usize = ROWS * 2;
const FACTORS: usize = ROWS * 3;
const ZEROS: usize = ROWS * 4;

/**
 * `count` floats at each of HEIGHT addresses, which `table` holds → [⌈count/4⌉, HEIGHT, 4] bytes at `to` + BYTE_HEAD, each row in steps of
 * its own, from its smallest value, or 0, to its largest, or 0, in `levels` steps; with the rounding of both ends a byte is at most
 * levels + 1. A value is worth (byte − centre) · unit + rest, with the units of the rows at `to`, then the rests, then −centre twice in 16
 * bits. 0 stays exactly 0.
 *
 * @param squares 0, and a row's centre is 0; or the address of [⌈count/4/BLOCK⌉, 2] numbers that become the largest of the rows' sums of
 *                squares of (byte − centre) over the first and the second pair of each of the block's steps, while a row's centre is its mean
 * @param spare   room for a tile of floats
 */
export function quantiseBytes(count: i32, table: usize, levels: f32, squares: usize, to: usize, spare: usize): void {
  if (squares) {
    const end = squares + ((blocksOf((count + 3) >> 2) * 8) as usize);
    for (let at = squares; at < end; at += 8) i64.store(at, 0);
  }
  for (let row: usize = 0; row < ROWS; row += 4) findRange(i32.load(table + row) as usize, count, spare + row);
  findSteps(levels, squares != 0, spare, to);
  if (HEIGHT > 4) findSteps(levels, squares != 0, spare + (HEIGHT - 4) * 4, to + (HEIGHT - 4) * 4);
  for (let row: usize = 0; row < ROWS; row += 4) {
    const own = spare + row;
    const negative = v128.load32_splat(to + row, CENTRES);
    quantise(i32.load(table + row) as usize, count, f32.load(own, FACTORS), f32.load(own, ZEROS), negative, squares, to + BYTE_HEAD + row);
  }
}

/** The smallest value and the largest, 0 among them, and the mean; no number where there is one that is none. */
function findRange(from: usize, count: i32, to: usize): void {
  const end = from + ((count * 4) as usize);
  const share = f32x4.splat(1 / (count as f32));
  let least0 = f32x4.splat(0);
  let most0 = least0;
  let mean0 = least0;
  let least1 = least0;
  let most1 = least0;
  let mean1 = least0;
  // Two of each, since an addition waits for the one before.
  for (; from + 32 <= end; from += 32) {
    const x0 = v128.load(from);
    const x1 = v128.load(from, 16);
    least0 = f32x4.pmin(least0, x0);
    least1 = f32x4.pmin(least1, x1);
    most0 = f32x4.pmax(most0, x0);
    most1 = f32x4.pmax(most1, x1);
    mean0 = multiplyAdd(x0, share, mean0);
    mean1 = multiplyAdd(x1, share, mean1);
  }
  for (; from < end; from += 4) {
    const x = v128.load32_zero(from);
    least0 = f32x4.pmin(least0, x);
    most0 = f32x4.pmax(most0, x);
    mean0 = multiplyAdd(x, share, mean0);
  }
  let least = f32x4.pmin(least0, least1);
  let most = f32x4.pmax(most0, most1);
  let mean = f32x4.add(mean0, mean1);
  least = f32x4.pmin(least, v128.shuffle<i32>(least, least, 2, 3, 2, 3));
  least = f32x4.pmin(least, v128.shuffle<i32>(least, least, 1, 1, 1, 1));
  most = f32x4.pmax(most, v128.shuffle<i32>(most, most, 2, 3, 2, 3));
  most = f32x4.pmax(most, v128.shuffle<i32>(most, most, 1, 1, 1, 1));
  mean = f32x4.add(mean, v128.shuffle<i32>(mean, mean, 2, 3, 2, 3));
  mean = f32x4.add(mean, v128.shuffle<i32>(mean, mean, 1, 1, 1, 1));
  // The quick minimum forgets what is not a number; the mean does not, and times 0 it stays so.
  f32.store(to, f32x4.extract_lane(least, 0) + f32x4.extract_lane(mean, 0) * 0);
  f32.store(to, f32x4.extract_lane(most, 0), MOSTS);
  f32.store(to, f32x4.extract_lane(mean, 0), MEANS);
}

/** From the ranges of four rows to what a step of each is worth, how far it begins from 0, and its centre. */
function findSteps(levels: f32, centred: bool, ranges: usize, to: usize): void {
  const least = v128.load(ranges);
  const mean = v128.load(ranges, MEANS);
  const all = f32x4.splat(levels);
  const none = f32x4.splat(0);
  const range = f32x4.sub(v128.load(ranges, MOSTS), least);
  const unit = f32x4.div(range, all);
  // Below the smallest numbers the quotient would be infinite, and 0 times it no number.
  const factor = f32x4.min(f32x4.div(all, range), f32x4.splat(f32.MAX_VALUE));
  const zero = f32x4.nearest(f32x4.mul(f32x4.neg(least), factor));
  let centre = none;
  if (centred) centre = f32x4.min(f32x4.max(f32x4.add(f32x4.nearest(f32x4.mul(mean, factor)), zero), none), all);
  const negative = v128.and(f32x4.sub(f32x4.splat(MAGIC), centre), i32x4.splat(0xffff));
  v128.store(ranges, factor, FACTORS);
  v128.store(ranges, zero, ZEROS);
  v128.store(to, unit);
  v128.store(to, f32x4.mul(f32x4.sub(centre, zero), unit), RESTS);
  v128.store(to, v128.or(negative, i32x4.shl(negative, 16)), CENTRES);
}

function quantise(from: usize, count: i32, factor: f32, zero: f32, negative: v128, squares: usize, to: usize): void {
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
    if (squares) {
      const sums = i32x4.add(square(low, negative), square(high, negative));
      raise(squares, i32x4.add(sums, v128.shuffle<i64>(sums, sums, 1, 1)));
      squares += 8;
    }
  }
  let rest = i32x4.splat(0);
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
    rest = i32x4.add(rest, square(words, negative));
  }
  if (squares && count & 15) raise(squares, rest);
}

/** The nearest whole numbers of steps, counted from the least value. */
function round(x: v128, factors: v128, shift: v128): v128 {
  return i32x4.sub(multiplyAdd(x, factors, shift), f32x4.splat(MAGIC));
}

/** Sums of the squares of pairs, counted from the centre. */
function square(words: v128, negative: v128): v128 {
  const distance = i16x8.add(words, negative);
  return i32x4.dot_i16x8_s(distance, distance);
}

/** The larger of what stands there and the first two numbers. */
function raise(squares: usize, sums: v128): void {
  v128.store64_lane(squares, i32x4.max_s(sums, v128.load64_zero(squares)), 0);
}
