import { Control, takePart } from "../program/control";
import { exp } from "./exponential";
import { loadSome, storeSome } from "./some-lanes";

/** Each row becomes e^x over their sum; y may be x. src/wasm/tasks/maps/softmax.ts has the fields in this order. */
@unmanaged
export class Softmax {
  rows: i32;
  length: i32;
  x: usize;
  xPitch: usize;
  y: usize;
  yPitch: usize;
}

/** Rows that a thread takes at a time. */
const SHARE = 16;

export function softmax(task: Softmax, control: Control, thread: i32): void {
  const parts = (task.rows + SHARE - 1) / SHARE;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const end = min((part + 1) * SHARE, task.rows);
    for (let row = part * SHARE; row < end; row++) {
      softmaxRow(task.x + (row as usize) * task.xPitch, task.y + (row as usize) * task.yPitch, (task.length as usize) * 4);
    }
  }
}

function softmaxRow(x: usize, y: usize, bytes: usize): void {
  let largest = f32.load(x);
  for (let at: usize = 4; at < bytes; at += 4) largest = max(largest, f32.load(x + at));
  // The largest becomes e^0, so that nothing is infinite.
  const most = f32x4.splat(largest);
  let sums = f32x4.splat(0);
  let last = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const count = min<usize>(4, (bytes - at) >> 2);
    const value = exp(f32x4.sub(count == 4 ? v128.load(x + at) : loadSome(x + at, count), most));
    if (count == 4) {
      v128.store(y + at, value);
      sums = f32x4.add(sums, value);
    } else {
      storeSome(y + at, value, count);
      last = value;
    }
  }
  let sum = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
  const rest = (bytes >> 2) & 3;
  if (rest > 0) sum += f32x4.extract_lane(last, 0);
  if (rest > 1) sum += f32x4.extract_lane(last, 1);
  if (rest > 2) sum += f32x4.extract_lane(last, 2);
  for (let at: usize = 0; at < bytes; at += 4) f32.store(y + at, f32.load(y + at) / sum);
}
