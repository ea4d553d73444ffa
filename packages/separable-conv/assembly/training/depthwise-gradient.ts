// The gradient of a depthwise filter. Groups of images have a result each, which are added afterwards.
import { multiplyAdd } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { firstTap, lastTap, Window } from "../window";
import { fill } from "./runs";

/** src/wasm/tasks/training/depthwise-gradient.ts has the fields in this order. */
@unmanaged
export class DepthwiseGradient extends Window {
  x: usize;
  dy: usize;
  /** [groups, kh, kw, C], 4 channels or more. */
  dfilter: usize;
  /** Groups of images. */
  groups: i32;
}

/** Bytes of the nine sums of four channels. */
const SUMS: usize = 144;

/** `sums` is the thread's own room for SUMS bytes every four channels. */
export function depthwiseGradient(task: DepthwiseGradient, control: Control, thread: i32, sums: usize): void {
  const pixel = (task.channels * 4) as usize;
  const dense = task.strideY * task.strideX * task.dilationY * task.dilationX == 1;
  const usual = dense && task.kernelHeight == 3 && task.kernelWidth == 3;
  for (let group = takePart(control, thread, task.groups); group < task.groups; group = takePart(control, thread, task.groups)) {
    const first = (group * task.batch) / task.groups;
    const end = ((group + 1) * task.batch) / task.groups;
    const to = task.dfilter + ((group * task.kernelHeight * task.kernelWidth) as usize) * pixel;
    if (usual) sumOfNine(task, control.zeros, first, end, sums, to);
    else sumOfAny(task, first, end, to);
  }
}

/** 3×3, nothing left out: line by line, whose rows stay in the first cache for all channels. */
function sumOfNine(task: DepthwiseGradient, zeros: usize, first: i32, end: i32, sums: usize, to: usize): void {
  const pixel = (task.channels * 4) as usize;
  const row = (task.width as usize) * pixel;
  fill(sums, ((task.channels + 3) / 4) * (SUMS as i32));
  for (let line = first * task.outHeight; line < end * task.outHeight; line++) {
    const n = line / task.outHeight;
    const startY = line - n * task.outHeight - task.padTop;
    const x = task.x + ((n * task.height + startY) as usize) * row;
    const dy = task.dy + (line as usize) * (task.outWidth as usize) * pixel;
    const has0 = (startY as u32) < (task.height as u32);
    const has1 = ((startY + 1) as u32) < (task.height as u32);
    const has2 = ((startY + 2) as u32) < (task.height as u32);
    for (let c: usize = 0, at = sums; c < pixel; c += 16, at += SUMS) {
      // What is left when four does not divide the channels is done together with some of those before.
      if (c + 16 > pixel) c = pixel - 16;
      const row0 = has0 ? x + c : zeros;
      const row1 = has1 ? x + row + c : zeros;
      const row2 = has2 ? x + row * 2 + c : zeros;
      addLine(task, row0, row1, row2, has0 ? pixel : 0, has1 ? pixel : 0, has2 ? pixel : 0, dy + c, at);
    }
  }
  for (let c: usize = 0, at = sums; c < pixel; c += 16) {
    if (c + 16 > pixel) c = pixel - 16;
    let place = to + c;
    for (let tap = 0; tap < 9; tap++, at += 16, place += pixel) v128.store(place, v128.load(at));
  }
}

/** Nine sums in registers, while each value of dy passes through the three places that it has under a row of taps. */
function addLine(
  task: DepthwiseGradient,
  row0: usize,
  row1: usize,
  row2: usize,
  step0: usize,
  step1: usize,
  step2: usize,
  dy: usize,
  at: usize,
): void {
  const pixel = (task.channels * 4) as usize;
  const none = f32x4.splat(0);
  let g00 = v128.load(at);
  let g01 = v128.load(at, 16);
  let g02 = v128.load(at, 32);
  let g10 = v128.load(at, 48);
  let g11 = v128.load(at, 64);
  let g12 = v128.load(at, 80);
  let g20 = v128.load(at, 96);
  let g21 = v128.load(at, 112);
  let g22 = v128.load(at, 128);
  // The gradients of the outputs whose tap 2, 1 and 0 lie on this column.
  let out = task.padLeft;
  let from = dy + (out as usize) * pixel;
  let d2 = ((out - 2) as u32) < (task.outWidth as u32) ? v128.load(from - pixel * 2) : none;
  let d1 = ((out - 1) as u32) < (task.outWidth as u32) ? v128.load(from - pixel) : none;
  for (let column = 0; column < task.width; column++) {
    const d0 = (out as u32) < (task.outWidth as u32) ? v128.load(from) : none;
    const x0 = v128.load(row0);
    g00 = multiplyAdd(x0, d0, g00);
    g01 = multiplyAdd(x0, d1, g01);
    g02 = multiplyAdd(x0, d2, g02);
    const x1 = v128.load(row1);
    g10 = multiplyAdd(x1, d0, g10);
    g11 = multiplyAdd(x1, d1, g11);
    g12 = multiplyAdd(x1, d2, g12);
    const x2 = v128.load(row2);
    g20 = multiplyAdd(x2, d0, g20);
    g21 = multiplyAdd(x2, d1, g21);
    g22 = multiplyAdd(x2, d2, g22);
    d2 = d1;
    d1 = d0;
    row0 += step0;
    row1 += step1;
    row2 += step2;
    from += pixel;
    out++;
  }
  v128.store(at, g00);
  v128.store(at, g01, 16);
  v128.store(at, g02, 32);
  v128.store(at, g10, 48);
  v128.store(at, g11, 64);
  v128.store(at, g12, 80);
  v128.store(at, g20, 96);
  v128.store(at, g21, 112);
  v128.store(at, g22, 128);
}

function sumOfAny(task: DepthwiseGradient, first: i32, end: i32, to: usize): void {
  const pixel = (task.channels * 4) as usize;
  for (let tapY = 0; tapY < task.kernelHeight; tapY++) {
    const shiftY = tapY * task.dilationY - task.padTop;
    const fromY = firstTap(shiftY, task.strideY);
    const toY = lastTap(shiftY, task.strideY, task.outHeight, task.height);
    for (let tapX = 0; tapX < task.kernelWidth; tapX++, to += pixel) {
      const shiftX = tapX * task.dilationX - task.padLeft;
      const fromX = firstTap(shiftX, task.strideX);
      const toX = lastTap(shiftX, task.strideX, task.outWidth, task.width);
      for (let c: usize = 0; c < pixel; c += 16) {
        if (c + 16 > pixel) c = pixel - 16;
        v128.store(to + c, sumOfTap(task, first, end, c, shiftY, fromY, toY, shiftX, fromX, toX));
      }
    }
  }
}

/** Of four channels: the pixels under one tap, times their gradients, for the windows from `from` to `to` of each image. */
function sumOfTap(
  task: DepthwiseGradient,
  first: i32,
  end: i32,
  c: usize,
  shiftY: i32,
  fromY: i32,
  toY: i32,
  shiftX: i32,
  fromX: i32,
  toX: i32,
): v128 {
  const pixel = (task.channels * 4) as usize;
  let sum = f32x4.splat(0);
  for (let n = first; n < end; n++) {
    for (let outY = fromY; outY < toY; outY++) {
      const row = (n * task.height + outY * task.strideY + shiftY) * task.width;
      let from = task.x + c + ((row + fromX * task.strideX + shiftX) as usize) * pixel;
      let gradient = task.dy + c + (((n * task.outHeight + outY) * task.outWidth + fromX) as usize) * pixel;
      for (let outX = fromX; outX < toX; outX++) {
        sum = multiplyAdd(v128.load(from), v128.load(gradient), sum);
        from += (task.strideX as usize) * pixel;
        gradient += pixel;
      }
    }
  }
  return sum;
}
