// Depthwise convolution with windows of 3×3 and stride 1, line by line: four channels at a time go along a line, column by column. Each value
// of the image is loaded once for the three windows of the line that it is under, and the nine weights stay in registers.
import { clamp, multiplyAdd } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { ConvolveDepthwise } from "./convolve-depthwise";
import { WithEnds, WithoutEnds } from "./ends";

/**
 * Pixels whose distance in bytes is a multiple of this lie in few sets of the first cache: of a line, none is still there when the next
 * channels of it come. Tiles (filter-pixels.ts) are then up to twice as fast.
 */
const CROWDED: usize = 1024;

/** Whether a task is for such windows, and they are the faster way. They begin at most two pixels before the image, and none lies beside it. */
export function goesByLines(task: ConvolveDepthwise): bool {
  const dense = task.strideY * task.strideX * task.dilationY * task.dilationX == 1 && task.kernelHeight == 3 && task.kernelWidth == 3;
  const covered = (task.padLeft as u32) <= 2 && task.outWidth <= task.width + task.padLeft;
  return dense && covered && task.floor == -Infinity && task.xPitch % CROWDED != 0;
}

/** A part is a line of the output. */
export function filterLines(task: ConvolveDepthwise, control: Control, thread: i32): void {
  const lines = task.batch * task.outHeight;
  const ends = task.bias != 0 || task.lower > -Infinity || task.upper < Infinity;
  for (let line = takePart(control, thread, lines); line < lines; line = takePart(control, thread, lines)) {
    const batch = line / task.outHeight;
    const startY = line - batch * task.outHeight - task.padTop;
    const x = task.x + (((batch * task.height + startY) * task.width) as usize) * task.xPitch;
    const y = task.y + ((line * task.outWidth) as usize) * task.yPitch;
    if (ends) filterLine<WithEnds>(task, control.zeros, startY, x, y);
    else filterLine<WithoutEnds>(task, control.zeros, startY, x, y);
  }
}

/**
 * Line `startY` of the image, which begins at x, is the first of three under the windows of the line of the output at y. It is compiled
 * twice: with bias and range, which cost a fifth more, and without.
 */
function filterLine<Ends>(task: ConvolveDepthwise, zeros: usize, startY: i32, x: usize, y: usize): void {
  const pitch = task.xPitch;
  const yPitch = task.yPitch;
  const down = (task.width as usize) * pitch;
  const has0 = (startY as u32) < (task.height as u32);
  const has1 = ((startY + 1) as u32) < (task.height as u32);
  const has2 = ((startY + 2) as u32) < (task.height as u32);
  const step0 = has0 ? pitch : 0;
  const step1 = has1 ? pitch : 0;
  const step2 = has2 ? pitch : 0;
  const before = task.padLeft - 2;
  const width = task.width + before;
  const channels = (task.channels * 4) as usize;
  for (let c: usize = 0; c < channels; c += 16) {
    // What is left when four does not divide the channels is done together with some of those before.
    if (c + 16 > channels) c = channels - 16;
    let row0 = has0 ? x + c : zeros;
    let row1 = has1 ? x + down + c : zeros;
    let row2 = has2 ? x + down * 2 + c : zeros;
    const tap = task.filter + c;
    const w00 = v128.load(tap);
    const w01 = v128.load(tap + channels);
    const w02 = v128.load(tap + channels * 2);
    const w10 = v128.load(tap + channels * 3);
    const w11 = v128.load(tap + channels * 4);
    const w12 = v128.load(tap + channels * 5);
    const w20 = v128.load(tap + channels * 6);
    const w21 = v128.load(tap + channels * 7);
    const w22 = v128.load(tap + channels * 8);
    const bias = task.bias ? task.bias + c : zeros;
    // A column completes the sums of the window that begins two before it, and begins those of its own. Bias and range are loaded anew for
    // each: there is no register left for them.
    let done = isInteger<Ends>() ? v128.load(bias) : f32x4.splat(0);
    let next = done;
    let to = y + c + (before as usize) * yPitch;
    for (let out = before; out < width; out++) {
      const x0 = v128.load(row0);
      const x1 = v128.load(row1);
      const x2 = v128.load(row2);
      done = multiplyAdd(x2, w22, multiplyAdd(x1, w12, multiplyAdd(x0, w02, done)));
      if ((out as u32) < (task.outWidth as u32)) v128.store(to, isInteger<Ends>() ? hold(task, done) : done);
      done = multiplyAdd(x2, w21, multiplyAdd(x1, w11, multiplyAdd(x0, w01, next)));
      next = multiplyAdd(x2, w20, multiplyAdd(x1, w10, isInteger<Ends>() ? multiplyAdd(x0, w00, v128.load(bias)) : f32x4.mul(x0, w00)));
      row0 += step0;
      row1 += step1;
      row2 += step2;
      to += yPitch;
    }
    // Windows whose last columns lie beyond the image.
    if ((width as u32) < (task.outWidth as u32)) v128.store(to, isInteger<Ends>() ? hold(task, done) : done);
    if (((width + 1) as u32) < (task.outWidth as u32)) v128.store(to + yPitch, isInteger<Ends>() ? hold(task, next) : next);
  }
}

/** Between the ends of the task's range. */
function hold(task: ConvolveDepthwise, value: v128): v128 {
  const at = changetype<usize>(task);
  const lower = v128.load32_splat(at, offsetof<ConvolveDepthwise>("lower"));
  return clamp(value, lower, v128.load32_splat(at, offsetof<ConvolveDepthwise>("upper")));
}
