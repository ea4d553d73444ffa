// How far sums of products can get from 0 is what tells how many of them 16 bits can hold. A sum of products is at most the product of the
// two sides' norms, whatever their signs (Cauchy and Schwarz); and norms of blocks are found once, for filters when they are packed and for
// pixels when they are rounded, while the magnitudes themselves would have to be looked at product by product.

/** Steps whose norm is one number. */
export const BLOCK: i32 = 4;

/** Bytes of what packBytePanels says of a block: 16 lanes' norms, and their sums. */
export const BLOCK_BYTES: usize = 48;

/** Blocks of so many steps, of which the last may have fewer. */
export function blocksOf(steps: i32): i32 {
  return (steps + BLOCK - 1) / BLOCK;
}

/** Of the norm of a block of filters, in the byte that holds it: 8 integers of ±127 have a norm of 359.3. */
export const NORM_SHARE: f32 = 255.0 / 360.0;

/** Bytes before the blocks of a reach: the limit of the sums that planGroups makes. */
export const REACH_HEAD: usize = 16;

/** What a sum of 16 bits can be, less what roundings of floats here could make of it. */
const MOST: f32 = 32760;

/** The largest norm of a block is taken to be no smaller, so that the limit is less than 16 bits can hold, where sums are cut off. */
const LEAST: f32 = 91;

/**
 * What sums can reach with the rows of so many tiles of quantiseBytes, whose squares begin at `squares` and are `tileBytes` apart: at `reach`
 * a limit of 16 bits, and after REACH_HEAD two bytes for each block, of the first and the second pair of its steps. As long as the products
 * of these bytes and of a panel's norms add up to no more than the limit, sums of the products themselves stay within 16 bits. It takes
 * REACH_HEAD and 8 bytes a block.
 */
export function findReach(blocks: i32, tiles: i32, squares: usize, tileBytes: usize, reach: usize): void {
  const start = reach + REACH_HEAD;
  let most = i32x4.splat(0);
  for (let block = 0, to = start; block < blocks; block++, to += 8, squares += 8) {
    let largest = v128.load64_zero(squares);
    for (let tile = 1, at = squares; tile < tiles; tile++) {
      at += tileBytes;
      largest = i32x4.max_s(largest, v128.load64_zero(at));
    }
    most = i32x4.max_s(most, largest);
    v128.store64_lane(to, largest, 0);
  }
  const scale: f32 = 255 / max<f32>(sqrt<f32>(max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1)) as f32), LEAST);
  i32.store16(reach, i32(floor<f32>(MOST * NORM_SHARE * scale)));
  // Where they are read is never before where they are written.
  for (let pair = 0, from = start; pair < blocks * 2; pair++, from += 4) {
    i32.store8(start + (pair as usize), min(255, i32(ceil<f32>(sqrt<f32>(i32.load(from) as f32) * scale))));
  }
}
