// Convolution with windows of 3×3 and stride 1 by Winograd's algorithm F(2×2, 3×3): four pixels at a time, a block, from the 4×4 pixels under
// their windows. Both these and the filters are spread into sixteen values, whose products are all that is multiplied: 16 for a block where
// plain windows have 36. The sixteen products of matrices are those of the register tile.
import { Control, scratchOf, takePart } from "../program/control";
import { HEIGHT, WIDTH } from "../product/lanes";
import { Product } from "../product/product";
import { TILE } from "../product/tile";
import { multiplyTilesOfFour } from "../product/tile-of-four";
import { multiplyTilesOfSix } from "../product/tile-of-six";
import { gatherBlock } from "./gather-block";
import { findPixels, spreadBlock } from "./spread-block";

/** src/wasm/tasks/convolve-blocks.ts has the fields in this order. The filters are spread ones: [16 · C, O]. */
@unmanaged
export class ConvolveBlocks extends Product {
  /** Strips of blocks that the work is cut into. */
  strips: i32;
}

/** Values that a block and a filter are spread into. */
const SPREAD: i32 = 16;

export function convolveBlocks(task: ConvolveBlocks, control: Control, thread: i32): void {
  const across = (task.outWidth + 1) >> 1;
  const blocks = task.batch * ((task.outHeight + 1) >> 1) * across;
  const tiles = (blocks + HEIGHT - 1) / HEIGHT;
  const columnBytes = (task.channels * WIDTH * 4) as usize;
  const rowBytes = (task.channels * HEIGHT * 4) as usize;
  const table = scratchOf(control, thread);
  const spare = table + SPREAD * 4;
  const sums = spare + 4 * WIDTH * 4;
  const most = (tiles + task.strips - 1) / task.strips;
  const rows = sums + ((SPREAD * most * TILE) as usize);
  for (let strip = takePart(control, thread, task.strips); strip < task.strips; strip = takePart(control, thread, task.strips)) {
    const firstTile = (strip * tiles) / task.strips;
    const count = ((strip + 1) * tiles) / task.strips - firstTile;
    const apart = (count as usize) * rowBytes;
    for (let tile = 0, to = rows; tile < count; tile++, to += rowBytes) {
      for (let row = 0; row < HEIGHT; row++) {
        findPixels(task, task.x, task.xPitch, control.zeros, min((firstTile + tile) * HEIGHT + row, blocks - 1), table);
        spreadBlock(table, task.channels, to + row * 4, apart);
      }
    }
    for (let column = 0; column < task.outChannels; column += WIDTH) {
      const panel = task.panels + ((column / WIDTH) as usize) * (SPREAD as usize) * columnBytes;
      for (let value = 0; value < SPREAD; value++) {
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
