// Convolution with windows of 3×3 and stride 1 by Winograd's algorithms F(2×2, 3×3) and F(4×4, 3×3): a block of pixels at a time, from the
// pixels under their windows. Both these and the filters are spread into 16 or 36 values, whose products are all that is multiplied: 4 or
// 2.25 for a pixel where plain windows have 9. The products of matrices, one for each value, are those of the register tile.
import { Control, scratchOf, takePart } from "../program/control";
import { HEIGHT, WIDTH } from "../product/lanes";
import { Product } from "../product/product";
import { TILE } from "../product/tile";
import { multiplyTilesOfFour } from "../product/tile-of-four";
import { multiplyTilesOfSix } from "../product/tile-of-six";
import { findPixels } from "./find-pixels";
import { gatherBlock } from "./gather-block";
import { spreadLargeBlock } from "./spread-large-block";
import { spreadSmallBlock } from "./spread-small-block";

/** src/wasm/tasks/convolve-blocks.ts has the fields in this order. The filters are spread ones: [(edge + 2)² · C, O]. */
@unmanaged
export class ConvolveBlocks extends Product {
  /** Pixels along an edge of a block: 2 or 4. */
  edge: i32;
  /** Blocks of an image beside each other, and below each other. */
  across: i32;
  down: i32;
  /** Strips of blocks that the work is cut into. */
  strips: i32;
}

/** Bytes of the addresses of the pixels under a block. */
const TABLE: usize = 36 * 4;

/** Bytes of the values of a block on the way, for WIDTH channels. */
const SPARE: usize = 1024;

export function convolveBlocks(task: ConvolveBlocks, control: Control, thread: i32): void {
  const edge = task.edge;
  const values = (edge + 2) * (edge + 2);
  const blocks = task.batch * task.down * task.across;
  const tiles = (blocks + HEIGHT - 1) / HEIGHT;
  const columnBytes = (task.channels * WIDTH * 4) as usize;
  const rowBytes = (task.channels * HEIGHT * 4) as usize;
  const table = scratchOf(control, thread);
  const spare = table + TABLE;
  const sums = spare + SPARE;
  const most = (tiles + task.strips - 1) / task.strips;
  const rows = sums + ((values * most * TILE) as usize);
  for (let strip = takePart(control, thread, task.strips); strip < task.strips; strip = takePart(control, thread, task.strips)) {
    const firstTile = (strip * tiles) / task.strips;
    const count = ((strip + 1) * tiles) / task.strips - firstTile;
    const apart = (count as usize) * rowBytes;
    for (let tile = 0, to = rows; tile < count; tile++, to += rowBytes) {
      for (let row = 0; row < HEIGHT; row++) {
        findPixels(task, control.zeros, min((firstTile + tile) * HEIGHT + row, blocks - 1), table);
        if (edge == 2) spreadSmallBlock(table, task.channels, to + row * 4, apart);
        else spreadLargeBlock(table, task.channels, to + row * 4, apart, spare);
      }
    }
    for (let column = 0; column < task.outChannels; column += WIDTH) {
      const panel = task.panels + ((column / WIDTH) as usize) * (values as usize) * columnBytes;
      for (let value = 0; value < values; value++) {
        const a = rows + (value as usize) * apart;
        multiply(count, task.channels, a, panel + (value as usize) * columnBytes, sums + ((value * count * TILE) as usize));
      }
      const end = min((firstTile + count) * HEIGHT, blocks);
      for (let block = firstTile * HEIGHT, at = sums; block < end; block++, at += WIDTH * 4) {
        gatherBlock(task, block, column, at, (count * TILE) as usize, spare);
      }
    }
  }
}

/** c[tiles · HEIGHT, WIDTH] = a · b. */
function multiply(tiles: i32, K: i32, a: usize, b: usize, c: usize): void {
  if (ASC_FEATURE_RELAXED_SIMD) multiplyTilesOfSix(tiles, K, a, b, c, WIDTH * 4, 0, 0, 0, -Infinity, Infinity);
  else multiplyTilesOfFour(tiles, K, a, b, c, WIDTH * 4, 0, 0, 0, -Infinity, Infinity);
}
