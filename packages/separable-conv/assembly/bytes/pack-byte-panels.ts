import { WIDTH } from "../product/lanes";

/** The byte that a tile of groups takes for zero: half of the range of 7 bits, so that its sums stay as near to 0 as can be. */
export const MIDDLE: i32 = 64;

/** Bytes before the steps of a group: how many there are, in a vector of its own, and what its sums begin with. */
export const GROUP_HEAD: i32 = 48;

/**
 * b[K, N] of 8-bit integers → panels of 8 columns for products with bytes. At `panels` stand the offsets of the ⌈N/8⌉ panels, each of groups
 * of steps of four: their number, 2 vectors that the sums of 16 bits begin with, and for each step [8, 4] integers, zeros beyond K and N. A
 * panel ends with a group of none. Gives the end of all.
 *
 * @param most the magnitudes of the integers that are summed in a lane add up to no more within a group of several steps
 */
export function packBytePanels(K: i32, N: i32, b: usize, most: i32, panels: usize): usize {
  let to = panels + (((((N + WIDTH - 1) / WIDTH) * 4 + 15) & -16) as usize);
  for (let column = 0, panel = panels; column < N; column += WIDTH, panel += 4) {
    i32.store(panel, (to - panels) as i32);
    for (let k = 0; k < K;) {
      const end = endOfGroup(K, N, b, k, column, most, to);
      to = packGroup(K, N, b, k, end, column, to);
      k = end;
    }
    v128.store(to, i32x4.splat(0));
    to += 16;
  }
  return to;
}

/**
 * The first of the steps from `start` on that does not belong to its group any more.
 *
 * @param sums room for two sums a column; where the group itself will stand, which takes more
 */
function endOfGroup(K: i32, N: i32, b: usize, start: i32, column: i32, most: i32, sums: usize): i32 {
  memory.fill(sums, 0, WIDTH * 2 * 4);
  // A group has a step at least; with two lanes for a column, those of the first and the second pair of each step.
  for (let k = start; k < K; k += 4) {
    for (let n = column, lane = sums; n < min(column + WIDTH, N); n++) {
      for (let at = k; at < k + 4; at += 2, lane += 4) {
        const sum = i32.load(lane) + abs(integerAt(K, N, b, at, n)) + abs(integerAt(K, N, b, at + 1, n));
        if (sum > most && k > start) return k;
        i32.store(lane, sum);
      }
    }
  }
  return K;
}

function packGroup(K: i32, N: i32, b: usize, start: i32, end: i32, column: i32, to: usize): usize {
  v128.store(to, i32x4.splat((end - start + 3) >> 2));
  for (let n = column, first = to + 16; n < column + WIDTH; n++) {
    for (let pair = 0; pair < 4; pair += 2, first += 2) {
      let sum = 0;
      for (let at = start + pair; at < end; at += 4) sum += integerAt(K, N, b, at, n) + integerAt(K, N, b, at + 1, n);
      i32.store16(first, -MIDDLE * sum);
    }
  }
  to += GROUP_HEAD;
  for (let k = start; k < end; k += 4) {
    for (let n = column; n < column + WIDTH; n++) {
      for (let at = k; at < k + 4; at++, to++) i32.store8(to, integerAt(K, N, b, at, n));
    }
  }
  return to;
}

/** 0 beyond K and N. */
function integerAt(K: i32, N: i32, b: usize, k: i32, n: i32): i32 {
  return k < K && n < N ? i32.load8_s(b + ((k * N + n) as usize)) : 0;
}
