import { Control, takePart } from "../program/control";
import { loadSome, storeSome } from "./some-lanes";

/** The largest value or the mean of each channel over a whole image. src/wasm/tasks/maps/pool-image.ts has the fields in this order. */
@unmanaged
export class PoolImage {
  batch: i32;
  pixels: i32;
  channels: i32;
  x: usize;
  xPitch: usize;
  y: usize;
  yPitch: usize;
  /** 1 for the mean, 0 for the largest. */
  mean: i32;
}

/** Channels of one image that a thread takes at a time: two lines of a cache. */
const SHARE = 32;
/** Pixels that are summed up by themselves, so that a large sum does not swallow small values. */
const BLOCK = 64;

export function poolImage(task: PoolImage, control: Control, thread: i32): void {
  const shares = (task.channels + SHARE - 1) / SHARE;
  const parts = task.batch * shares;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const batch = part / shares;
    const first = (part - batch * shares) * SHARE;
    const x = task.x + (batch as usize) * (task.pixels as usize) * task.xPitch;
    const y = task.y + (batch as usize) * task.yPitch;
    const end = min(first + SHARE, task.channels);
    for (let channel = first; channel < end; channel += 4) {
      const count = min(4, end - channel) as usize;
      const at = (channel * 4) as usize;
      const value = task.mean ? meanOf(task, x + at, count) : largestOf(task, x + at, count);
      if (count == 4) v128.store(y + at, value);
      else storeSome(y + at, value, count);
    }
  }
}

function largestOf(task: PoolImage, x: usize, count: usize): v128 {
  let largest = f32x4.splat(-Infinity);
  for (let pixel = 0; pixel < task.pixels; pixel++, x += task.xPitch) {
    largest = f32x4.pmax(largest, count == 4 ? v128.load(x) : loadSome(x, count));
  }
  return largest;
}

function meanOf(task: PoolImage, x: usize, count: usize): v128 {
  let sum = f32x4.splat(0);
  for (let start = 0; start < task.pixels; start += BLOCK) {
    const end = min(start + BLOCK, task.pixels);
    let block = f32x4.splat(0);
    for (let pixel = start; pixel < end; pixel++, x += task.xPitch) {
      block = f32x4.add(block, count == 4 ? v128.load(x) : loadSome(x, count));
    }
    sum = f32x4.add(sum, block);
  }
  return f32x4.div(sum, f32x4.splat(task.pixels as f32));
}
