import { finishTile } from "../product/finish-tile";
import { clamp, WIDTH } from "../product/lanes";
import { ConvolveBlocks } from "./convolve-blocks";
import { gatherLarge } from "./gather-large";
import { gatherSmall } from "./gather-small";

/**
 * The pixels of a block, WIDTH channels from `column` on: clamp(Aᵀ · m · A + bias + residual) of the sums m of each value, which lie `apart`
 * bytes from each other.
 */
export function gatherBlock(task: ConvolveBlocks, block: i32, column: i32, sums: usize, apart: usize, spare: usize): void {
  const edge = task.edge;
  const line = block / task.across;
  const batch = line / task.down;
  const startX = (block - line * task.across) * edge;
  const startY = (line - batch * task.down) * edge;
  // Four channels and four.
  for (let half: usize = 0; half < 32; half += 16) {
    if (edge == 2) gatherSmall(sums + half, apart, spare + half);
    else gatherLarge(sums + half, apart, spare + half, spare + 16 * WIDTH * 4);
  }
  const endX = min(startX + edge, task.outWidth);
  const endY = min(startY + edge, task.outHeight);
  for (let y = startY; y < endY; y++) {
    const pixel = (batch * task.outHeight + y) * task.outWidth;
    let at = spare + (((y - startY) * edge * WIDTH * 4) as usize);
    for (let x = startX; x < endX; x++, at += WIDTH * 4) finish(task, pixel + x, column, at);
  }
}

function finish(task: ConvolveBlocks, pixel: i32, column: i32, sums: usize): void {
  const offset = (column * 4) as usize;
  const to = task.y + (pixel as usize) * task.yPitch + offset;
  const bias = task.bias ? task.bias + offset : 0;
  const residual = task.residual ? task.residual + (pixel as usize) * task.residualPitch + offset : 0;
  const columns = min(WIDTH, task.outChannels - column);
  if (columns < WIDTH) {
    finishTile(sums, to, 0, 1, columns, bias, residual, 0, task.lower, task.upper);
    return;
  }
  const low = f32x4.splat(task.lower);
  const high = f32x4.splat(task.upper);
  let value0 = v128.load(sums);
  let value1 = v128.load(sums, 16);
  if (bias) {
    value0 = f32x4.add(value0, v128.load(bias));
    value1 = f32x4.add(value1, v128.load(bias, 16));
  }
  if (residual) {
    value0 = f32x4.add(value0, v128.load(residual));
    value1 = f32x4.add(value1, v128.load(residual, 16));
  }
  v128.store(to, clamp(value0, low, high));
  v128.store(to, clamp(value1, low, high), 16);
}
