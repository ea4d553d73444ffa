import { bringNear } from "../bring-near";
import { Control, scratchOf, takePart } from "../program/control";
import { firstTap, lastTap, Window } from "../window";
import { partStart } from "./part-start";
import { loadSome, storeSome } from "./some-lanes";

/** The largest value or the mean of each channel in a window; what lies outside of the image does not count. src/wasm/tasks/maps/pool.ts. */
@unmanaged
export class Pool extends Window {
  x: usize;
  xPitch: usize;
  y: usize;
  yPitch: usize;
  /** 1 for the mean, 0 for the largest. */
  mean: i32;
  parts: i32;
}

/** A part is some of the output's lines. The scratch has the addresses of a window's pixels. */
export function pool(task: Pool, control: Control, thread: i32): void {
  const table = scratchOf(control, thread);
  const lines = task.batch * task.outHeight;
  for (let part = takePart(control, thread, task.parts); part < task.parts; part = takePart(control, thread, task.parts)) {
    const end = partStart(part + 1, task.parts, lines);
    for (let line = partStart(part, task.parts, lines); line < end; line++) poolLine(task, table, line);
  }
}

function poolLine(task: Pool, table: usize, line: i32): void {
  const batch = line / task.outHeight;
  const startY = (line - batch * task.outHeight) * task.strideY - task.padTop;
  const firstY = firstTap(startY, 1);
  const lastY = lastTap(startY, 1, task.kernelHeight, task.height);
  const row = task.x + ((batch * task.height) as usize) * (task.width as usize) * task.xPitch;
  let y = task.y + (line as usize) * (task.outWidth as usize) * task.yPitch;
  const pixel = (task.channels * 4) as usize;
  for (let outX = 0; outX < task.outWidth; outX++, y += task.yPitch) {
    const startX = outX * task.strideX - task.padLeft;
    const lastX = lastTap(startX, 1, task.kernelWidth, task.width);
    let end = table;
    let near = 0;
    for (let tapY = firstY; tapY < lastY; tapY++) {
      const tapX = firstTap(startX, 1);
      let at = row + (((startY + tapY) * task.width + startX + tapX) as usize) * task.xPitch;
      for (let tap = tapX; tap < lastX; tap++, at += task.xPitch, end += 4) i32.store(end, at as i32);
      // Of the lines and columns that no window before had.
      if (tapY + task.strideY >= lastY && lastX - tapX > 1) near |= bringNear(at - 2 * task.xPitch, task.xPitch + pixel);
    }
    if (task.mean) meanOf(table, end, pixel, y);
    else largestOf(table, end, pixel, y);
    i32.store(table, near);
  }
}

/** y = the largest of the pixels whose addresses lie from `table` to `end`, in each of `bytes` / 4 channels. */
function largestOf(table: usize, end: usize, bytes: usize, y: usize): void {
  let c: usize = 0;
  for (; c + 32 <= bytes; c += 32) {
    let a = f32x4.splat(-Infinity);
    let b = a;
    for (let at = table; at < end; at += 4) {
      const pixel = (i32.load(at) as usize) + c;
      a = f32x4.pmax(a, v128.load(pixel));
      b = f32x4.pmax(b, v128.load(pixel, 16));
    }
    v128.store(y + c, a);
    v128.store(y + c, b, 16);
  }
  for (; c < bytes; c += 16) {
    const count = min<usize>(4, (bytes - c) >> 2);
    let a = f32x4.splat(-Infinity);
    for (let at = table; at < end; at += 4) {
      const pixel = (i32.load(at) as usize) + c;
      a = f32x4.pmax(a, count == 4 ? v128.load(pixel) : loadSome(pixel, count));
    }
    if (count == 4) v128.store(y + c, a);
    else storeSome(y + c, a, count);
  }
}

function meanOf(table: usize, end: usize, bytes: usize, y: usize): void {
  const pixels = f32x4.splat(((end - table) >> 2) as f32);
  let c: usize = 0;
  for (; c + 32 <= bytes; c += 32) {
    let a = f32x4.splat(0);
    let b = a;
    for (let at = table; at < end; at += 4) {
      const pixel = (i32.load(at) as usize) + c;
      a = f32x4.add(a, v128.load(pixel));
      b = f32x4.add(b, v128.load(pixel, 16));
    }
    v128.store(y + c, f32x4.div(a, pixels));
    v128.store(y + c, f32x4.div(b, pixels), 16);
  }
  for (; c < bytes; c += 16) {
    const count = min<usize>(4, (bytes - c) >> 2);
    let sum = f32x4.splat(0);
    for (let at = table; at < end; at += 4) {
      const pixel = (i32.load(at) as usize) + c;
      sum = f32x4.add(sum, count == 4 ? v128.load(pixel) : loadSome(pixel, count));
    }
    const mean = f32x4.div(sum, pixels);
    if (count == 4) v128.store(y + c, mean);
    else storeSome(y + c, mean, count);
  }
}
