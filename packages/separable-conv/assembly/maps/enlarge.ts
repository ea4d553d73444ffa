import { Control, takePart } from "../program/control";
import { loadSome, storeSome } from "./some-lanes";

/**
 * An image timesY · timesX as large, each pixel weighed from its neighbours by the distance of their centres; beyond the border the outermost
 * goes on. src/wasm/tasks/maps/enlarge.ts has the fields in this order.
 */
@unmanaged
export class Enlarge {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  timesY: i32;
  timesX: i32;
  x: usize;
  xPitch: usize;
  y: usize;
  yPitch: usize;
}

/** A part is a line of the output. */
export function enlarge(task: Enlarge, control: Control, thread: i32): void {
  const outHeight = task.height * task.timesY;
  const outWidth = task.width * task.timesX;
  const lines = task.batch * outHeight;
  for (let line = takePart(control, thread, lines); line < lines; line = takePart(control, thread, lines)) {
    const batch = line / outHeight;
    const centreY = centreOf(line - batch * outHeight, task.timesY);
    const row = f32.floor(centreY);
    const below = centreY - row;
    const image = task.x + ((batch * task.height) as usize) * (task.width as usize) * task.xPitch;
    const upper = image + within(row as i32, task.height) * (task.width as usize) * task.xPitch;
    const lower = image + within((row as i32) + 1, task.height) * (task.width as usize) * task.xPitch;
    let y = task.y + (line as usize) * (outWidth as usize) * task.yPitch;
    for (let outX = 0; outX < outWidth; outX++, y += task.yPitch) {
      const centreX = centreOf(outX, task.timesX);
      const column = f32.floor(centreX);
      const left = within(column as i32, task.width) * task.xPitch;
      const right = within((column as i32) + 1, task.width) * task.xPitch;
      weigh(upper + left, upper + right, lower + left, lower + right, centreX - column, below, (task.channels * 4) as usize, y);
    }
  }
}

/** Where the centre of a new pixel lies, in old ones. */
function centreOf(index: i32, times: i32): f32 {
  return ((index as f32) + 0.5) / (times as f32) - 0.5;
}

function within(index: i32, length: i32): usize {
  return max(0, min(index, length - 1)) as usize;
}

function weigh(a: usize, b: usize, c: usize, d: usize, right: f32, below: f32, bytes: usize, y: usize): void {
  const toRight = f32x4.splat(right);
  const toLeft = f32x4.splat(1 - right);
  const down = f32x4.splat(below);
  const up = f32x4.splat(1 - below);
  for (let at: usize = 0; at < bytes; at += 16) {
    const count = min<usize>(4, (bytes - at) >> 2);
    const whole = count == 4;
    const left = mix(whole ? v128.load(a + at) : loadSome(a + at, count), up, whole ? v128.load(c + at) : loadSome(c + at, count), down);
    const other = mix(whole ? v128.load(b + at) : loadSome(b + at, count), up, whole ? v128.load(d + at) : loadSome(d + at, count), down);
    const value = mix(left, toLeft, other, toRight);
    if (whole) v128.store(y + at, value);
    else storeSome(y + at, value, count);
  }
}

function mix(a: v128, aShare: v128, b: v128, bShare: v128): v128 {
  return f32x4.add(f32x4.mul(a, aShare), f32x4.mul(b, bShare));
}
