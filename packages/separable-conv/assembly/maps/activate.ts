import { clamp } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { activation } from "./activations";
import { partStart } from "./part-start";
import { loadSome, storeSome } from "./some-lanes";

/** Holds values in a range, or gives each an activation function; y may be x. src/wasm/tasks/maps/activate.ts has the fields in this order. */
@unmanaged
export class Activate {
  /** Rows of so many values, whose starts lie so many bytes apart. */
  rows: i32;
  length: i32;
  x: usize;
  xPitch: usize;
  y: usize;
  yPitch: usize;
  /** 0 for the range, else the number of a function. */
  number: i32;
  alpha: f32;
  lower: f32;
  upper: f32;
  /** Every row is cut into so many pieces. */
  pieces: i32;
}

export function activate(task: Activate, control: Control, thread: i32): void {
  const vectors = (task.length + 3) / 4;
  const parts = task.rows * task.pieces;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const row = part / task.pieces;
    const piece = part - row * task.pieces;
    const start = (partStart(piece, task.pieces, vectors) as usize) * 16;
    const end = min<usize>((partStart(piece + 1, task.pieces, vectors) as usize) * 16, (task.length as usize) * 4);
    const x = task.x + (row as usize) * task.xPitch;
    const y = task.y + (row as usize) * task.yPitch;
    if (task.number == 0) hold(x, y, start, end, task.lower, task.upper);
    else apply(task.number, task.alpha, x, y, start, end);
  }
}

function hold(x: usize, y: usize, at: usize, end: usize, lower: f32, upper: f32): void {
  const low = f32x4.splat(lower);
  const high = f32x4.splat(upper);
  for (; at + 16 <= end; at += 16) v128.store(y + at, clamp(v128.load(x + at), low, high));
  if (at < end) storeSome(y + at, clamp(loadSome(x + at, (end - at) >> 2), low, high), (end - at) >> 2);
}

function apply(number: i32, alpha: f32, x: usize, y: usize, at: usize, end: usize): void {
  for (; at + 16 <= end; at += 16) v128.store(y + at, activation(number, alpha, v128.load(x + at)));
  if (at < end) storeSome(y + at, activation(number, alpha, loadSome(x + at, (end - at) >> 2)), (end - at) >> 2);
}
