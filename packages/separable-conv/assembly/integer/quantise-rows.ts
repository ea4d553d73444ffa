import { HEIGHT } from "../product/lanes";
import { packRows } from "../product/pack-rows";

/** Bytes of a row of `count` integers of 16 bits, in whole vectors. */
export function integerRowBytes(count: i32): usize {
  return ((count * 2 + 15) & -16) as usize;
}

/**
 * `count` floats at each of HEIGHT addresses, which `table` holds → [⌈count/2⌉, HEIGHT, 2] integers of 16 bits, each row in steps of its
 * own: its largest value becomes `levels`. scales[row] = what one step is worth. `table` then holds addresses in `integers`, room for
 * HEIGHT rows.
 */
export function quantiseRows(count: i32, table: usize, levels: f32, integers: usize, scales: usize, to: usize): usize {
  const bytes = integerRowBytes(count);
  for (let row = 0; row < HEIGHT; row++, table += 4, scales += 4, integers += bytes) {
    const from = i32.load(table) as usize;
    const most = largest(from, count);
    f32.store(scales, most / levels);
    // A row of zeros, and one that holds what is not a number, would divide by it.
    quantise(from, count, most > 0 ? levels / most : 0, integers);
    i32.store(table, integers as i32);
  }
  return packRows((count + 1) >> 1, table - HEIGHT * 4, to);
}

function largest(from: usize, count: i32): f32 {
  const end = from + ((count * 4) as usize);
  let most = f32x4.splat(0);
  for (; from + 16 <= end; from += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(from)));
  most = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 2, 3));
  most = f32x4.pmax(most, v128.shuffle<f32>(most, most, 1, 1, 1, 1));
  let result = f32x4.extract_lane(most, 0);
  for (; from < end; from += 4) {
    const value = abs<f32>(f32.load(from));
    if (value > result) result = value;
  }
  return result;
}

function quantise(from: usize, count: i32, factor: f32, to: usize): void {
  const end = from + ((count * 4) as usize);
  const factors = f32x4.splat(factor);
  for (; from + 32 <= end; from += 32, to += 16) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from), factors)));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from, 16), factors)));
    v128.store(to, i16x8.narrow_i32x4_s(low, high));
  }
  // The pair of the last value has a zero, where it is alone.
  if (from < end) v128.store(to, i32x4.splat(0));
  for (; from < end; from += 4, to += 2) i32.store16(to, nearest<f32>(f32.load(from) * factor) as i32);
}
