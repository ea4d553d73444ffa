// The gradient of a depthwise filter. A thread has some of the channels to itself, and goes over all pixels with them.
import { multiplyAdd } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { firstTap, lastTap, Window } from "../window";

/** src/wasm/tasks/training/depthwise-gradient.ts has the fields in this order. */
@unmanaged
export class DepthwiseGradient extends Window {
  x: usize;
  dy: usize;
  /** [kh, kw, C], 4 channels or more. */
  dfilter: usize;
  /** Parts that the channels are cut into. */
  parts: i32;
}

export function depthwiseGradient(task: DepthwiseGradient, control: Control): void {
  const vectors = (task.channels + 3) / 4;
  const last = ((task.channels - 4) * 4) as usize;
  const dense = task.strideY * task.strideX * task.dilationY * task.dilationX == 1;
  const usual = dense && task.kernelHeight == 3 && task.kernelWidth == 3;
  for (let part = takePart(control); part < task.parts; part = takePart(control)) {
    const end = ((part + 1) * vectors) / task.parts;
    for (let vector = (part * vectors) / task.parts; vector < end; vector++) {
      // What is left when four does not divide the channels is done together with some of those before.
      const c = min((vector * 16) as usize, last);
      if (usual) sumOfNine(task, control.zeros, c);
      else sumOfAny(task, c);
    }
  }
}

/** 3×3, nothing left out: nine sums in registers, and each value of dy passes through the three places that it has under a row of taps. */
function sumOfNine(task: DepthwiseGradient, zeros: usize, c: usize): void {
  const pixel = (task.channels * 4) as usize;
  const row = (task.width as usize) * pixel;
  const none = f32x4.splat(0);
  let g00 = none;
  let g01 = none;
  let g02 = none;
  let g10 = none;
  let g11 = none;
  let g12 = none;
  let g20 = none;
  let g21 = none;
  let g22 = none;
  let dy = task.dy + c;
  let image = task.x + c;
  for (let n = 0; n < task.batch; n++, image += (task.height as usize) * row) {
    for (let outY = 0; outY < task.outHeight; outY++, dy += (task.outWidth as usize) * pixel) {
      const startY = outY - task.padTop;
      const start = image + (startY as usize) * row;
      const has0 = (startY as u32) < (task.height as u32);
      const has1 = ((startY + 1) as u32) < (task.height as u32);
      const has2 = ((startY + 2) as u32) < (task.height as u32);
      let row0 = has0 ? start : zeros;
      let row1 = has1 ? start + row : zeros;
      let row2 = has2 ? start + row * 2 : zeros;
      const step0 = has0 ? pixel : 0;
      const step1 = has1 ? pixel : 0;
      const step2 = has2 ? pixel : 0;
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
    }
  }
  let to = task.dfilter + c;
  v128.store(to, g00);
  v128.store(to + pixel, g01);
  v128.store(to + pixel * 2, g02);
  to += pixel * 3;
  v128.store(to, g10);
  v128.store(to + pixel, g11);
  v128.store(to + pixel * 2, g12);
  to += pixel * 3;
  v128.store(to, g20);
  v128.store(to + pixel, g21);
  v128.store(to + pixel * 2, g22);
}

function sumOfAny(task: DepthwiseGradient, c: usize): void {
  const pixel = (task.channels * 4) as usize;
  for (let tapY = 0, to = task.dfilter + c; tapY < task.kernelHeight; tapY++) {
    const shiftY = tapY * task.dilationY - task.padTop;
    const fromY = firstTap(shiftY, task.strideY);
    const toY = lastTap(shiftY, task.strideY, task.outHeight, task.height);
    for (let tapX = 0; tapX < task.kernelWidth; tapX++, to += pixel) {
      const shiftX = tapX * task.dilationX - task.padLeft;
      const fromX = firstTap(shiftX, task.strideX);
      const toX = lastTap(shiftX, task.strideX, task.outWidth, task.width);
      let sum = f32x4.splat(0);
      for (let n = 0; n < task.batch; n++) {
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
      v128.store(to, sum);
    }
  }
}
