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
    // A row of zeros would divide by it; of one that holds what is not a number, the scale says so.
    quantise(from, count, most > 0 ? levels / most : 0, integers);
    i32.store(table, integers as i32);
  }
  return packRows((count + 1) >> 1, table - HEIGHT * 4, to);
}

/** The largest magnitude; what is not a number counts as larger than all, so that its row gives nothing that looks like a number. */
function largest(from: usize, count: i32): f32 {
  const end = from + ((count * 4) as usize);
  // Without their signs, floats are in the order of the integers that their bits are, and those of no number come last.
  const magnitude = i32x4.splat(0x7fffffff);
  let most = i32x4.splat(0);
  for (; from + 16 <= end; from += 16) most = i32x4.max_s(most, v128.and(v128.load(from), magnitude));
  most = i32x4.max_s(most, v128.shuffle<i32>(most, most, 2, 3, 2, 3));
  most = i32x4.max_s(most, v128.shuffle<i32>(most, most, 1, 1, 1, 1));
  let result = i32x4.extract_lane(most, 0);
  for (; from < end; from += 4) result = max(result, i32.load(from) & 0x7fffffff);
  return reinterpret<f32>(result);
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
