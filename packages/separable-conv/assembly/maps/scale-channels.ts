import { clamp } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { partStart } from "./part-start";
import { loadSome, storeSome } from "./some-lanes";

/**
 * y = (x − centre) · factor + shift, held in a range, by constants that repeat along a row; y may be x.
 * src/wasm/tasks/maps/scale-channels.ts has the fields in this order.
 */
@unmanaged
export class ScaleChannels {
  /** Rows of so many values, whose starts lie so many bytes apart. */
  rows: i32;
  length: i32;
  x: usize;
  xPitch: usize;
  y: usize;
  yPitch: usize;
  centre: usize;
  factor: usize;
  shift: usize;
  /** Constants there are of each: a multiple of 4, or at least the length of a row. */
  period: i32;
  lower: f32;
  upper: f32;
  /** Every row is cut into so many pieces. */
  pieces: i32;
}

export function scaleChannels(task: ScaleChannels, control: Control, thread: i32): void {
  const vectors = (task.length + 3) / 4;
  const parts = task.rows * task.pieces;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const row = part / task.pieces;
    const piece = part - row * task.pieces;
    const end = min(partStart(piece + 1, task.pieces, vectors) * 4, task.length);
    scaleRow(task, row as usize, partStart(piece, task.pieces, vectors) * 4, end);
  }
}

function scaleRow(task: ScaleChannels, row: usize, first: i32, end: i32): void {
  const low = f32x4.splat(task.lower);
  const high = f32x4.splat(task.upper);
  const period = (task.period as usize) * 4;
  let x = task.x + row * task.xPitch + (first as usize) * 4;
  let y = task.y + row * task.yPitch + (first as usize) * 4;
  let c = ((first % task.period) as usize) * 4;
  const whole = x + ((((end - first) >> 2) * 16) as usize);
  while (x < whole) {
    // As far as the constants go, or the row.
    const stop = min(whole, x + (period - c));
    for (; x < stop; x += 16, y += 16, c += 16) {
      v128.store(
        y,
        clamp(scale(v128.load(x), v128.load(task.centre + c), v128.load(task.factor + c), v128.load(task.shift + c)), low, high),
      );
    }
    if (c >= period) c = 0;
  }
  const count = ((end - first) & 3) as usize;
  if (count == 0) return;
  const scaled = scale(
    loadSome(x, count),
    loadSome(task.centre + c, count),
    loadSome(task.factor + c, count),
    loadSome(task.shift + c, count),
  );
  storeSome(y, clamp(scaled, low, high), count);
}

function scale(x: v128, centre: v128, factor: v128, shift: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.sub(x, centre), factor), shift);
}
