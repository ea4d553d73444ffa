import { WIDTH } from "../product/lanes";
import { BLOCK, BLOCK_BYTES, NORM_SHARE } from "./reach";

/**
 * b[K, N] of 8-bit integers → panels of 8 columns for products with bytes: [⌈N/8⌉, ⌈K/4⌉, 8, 4] integers, zeros beyond K and N. With
 * `blocks`, before each panel stands what planGroups has to know of each BLOCK of its steps, in each of the 16 lanes that hold the first
 * and the second pair of each step of a column: the norms in bytes, in NORM_SHARE of a whole number and rounded up, and the sums in 16 bits.
 */
export function packBytePanels(K: i32, N: i32, b: usize, blocks: bool, panels: usize): void {
  const steps = (K + 3) >> 2;
  for (let column = 0, to = panels; column < N; column += WIDTH) {
    for (let k = 0; blocks && k < steps * 4; k += BLOCK * 4, to += BLOCK_BYTES) {
      for (let lane = 0; lane < WIDTH * 2; lane++) packLane(K, N, b, k + (lane & 1) * 2, column + (lane >> 1), to + (lane as usize), lane);
    }
    for (let k = 0; k < steps * 4; k += 4) {
      for (let n = column; n < column + WIDTH; n++) {
        for (let at = k; at < k + 4; at++, to++) i32.store8(to, integerAt(K, N, b, at, n));
      }
    }
  }
}

/** What is known of the pairs of a block in a lane, of which the first is at k. */
function packLane(K: i32, N: i32, b: usize, k: i32, n: i32, norm: usize, lane: i32): void {
  let sum = 0;
  let squares = 0;
  for (let at = k; at < k + BLOCK * 4; at += 4) {
    const first = integerAt(K, N, b, at, n);
    const second = integerAt(K, N, b, at + 1, n);
    sum += first + second;
    squares += first * first + second * second;
  }
  i32.store8(norm, i32(ceil(sqrt(squares as f32) * NORM_SHARE)));
  i32.store16(norm + ((16 + lane) as usize), sum);
}

/** 0 beyond K and N. */
function integerAt(K: i32, N: i32, b: usize, k: i32, n: i32): i32 {
  return k < K && n < N ? i32.load8_s(b + ((k * N + n) as usize)) : 0;
}
