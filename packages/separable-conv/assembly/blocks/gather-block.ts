import { finishTile } from "../product/finish-tile";
import { clamp, WIDTH } from "../product/lanes";
import { ConvolveBlocks } from "./convolve-blocks";

/**
 * The 2×2 pixels of a block, WIDTH channels from `column` on: clamp(Aᵀ · m · A + bias + residual) of the 4×4 sums m, which lie `apart` bytes
 * from each other.
 *
 *  Aᵀ = ⎡ 1  1  1  0 ⎤
 *       ⎣ 0  1 −1 −1 ⎦
 */
export function gatherBlock(task: ConvolveBlocks, block: i32, column: i32, sums: usize, apart: usize, spare: usize): void {
  const across = (task.outWidth + 1) >> 1;
  const down = (task.outHeight + 1) >> 1;
  const line = block / across;
  const batch = line / down;
  const x = (block - line * across) * 2;
  const y = (line - batch * down) * 2;
  gatherFour(sums, apart, spare);
  gatherFour(sums + 16, apart, spare + 16);
  const first = (batch * task.outHeight + y) * task.outWidth + x;
  for (let pixel = 0; pixel < 4; pixel++) {
    if (x + (pixel & 1) >= task.outWidth || y + (pixel >> 1) >= task.outHeight) continue;
    finish(task, first + (pixel >> 1) * task.outWidth + (pixel & 1), column, spare + ((pixel * WIDTH * 4) as usize));
  }
}

/** Four channels of the four pixels, which lie side by side at `to`. */
function gatherFour(sums: usize, apart: usize, to: usize): void {
  const p0 = upper(sums, apart);
  const p1 = upper(sums + apart, apart);
  const p2 = upper(sums + apart * 2, apart);
  v128.store(to, f32x4.add(f32x4.add(p0, p1), p2));
  v128.store(to, f32x4.sub(f32x4.sub(p1, p2), upper(sums + apart * 3, apart)), WIDTH * 4);
  const q0 = lower(sums, apart);
  const q1 = lower(sums + apart, apart);
  const q2 = lower(sums + apart * 2, apart);
  v128.store(to, f32x4.add(f32x4.add(q0, q1), q2), WIDTH * 8);
  v128.store(to, f32x4.sub(f32x4.sub(q1, q2), lower(sums + apart * 3, apart)), WIDTH * 12);
}

/** The first line of Aᵀ by a column of sums. */
function upper(column: usize, apart: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(column), v128.load(column + apart * 4)), v128.load(column + apart * 8));
}

/** The second line of Aᵀ by a column of sums. */
function lower(column: usize, apart: usize): v128 {
  return f32x4.sub(f32x4.sub(v128.load(column + apart * 4), v128.load(column + apart * 8)), v128.load(column + apart * 12));
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
