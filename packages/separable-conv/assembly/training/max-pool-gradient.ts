// The way back of max pooling, four channels at a time: each dy goes to the first maximum of its window. A thread has images to itself.
import { Control, takePart } from "../program/control";
import { firstTap, lastTap, Window } from "../window";
import { fill } from "./runs";

/** src/wasm/tasks/training/max-pool-gradient.ts has the fields in this order. Channels are a multiple of four. */
@unmanaged
export class MaxPoolGradient extends Window {
  dy: usize;
  x: usize;
  dx: usize;
}

export function maxPoolGradient(task: MaxPoolGradient, control: Control, thread: i32): void {
  const pixel = (task.channels * 4) as usize;
  const image = ((task.height * task.width) as usize) * pixel;
  const outImage = ((task.outHeight * task.outWidth) as usize) * pixel;
  for (let n = takePart(control, thread, task.batch); n < task.batch; n = takePart(control, thread, task.batch)) {
    const x = task.x + (n as usize) * image;
    const dx = task.dx + (n as usize) * image;
    fill(dx, image as i32);
    goBack(task, task.dy + (n as usize) * outImage, x, dx);
  }
}

function goBack(task: MaxPoolGradient, dy: usize, x: usize, dx: usize): void {
  const pixel = (task.channels * 4) as usize;
  for (let outY = 0; outY < task.outHeight; outY++) {
    const startY = outY * task.strideY - task.padTop;
    const fromY = startY + firstTap(startY, 1);
    const toY = startY + lastTap(startY, 1, task.kernelHeight, task.height);
    for (let outX = 0; outX < task.outWidth; outX++) {
      const startX = outX * task.strideX - task.padLeft;
      const fromX = startX + firstTap(startX, 1);
      const toX = startX + lastTap(startX, 1, task.kernelWidth, task.width);
      for (let c: usize = 0; c < pixel; c += 16, dy += 16) {
        let place = ((fromY * task.width + fromX) as usize) * pixel + c;
        let best = v128.load(x + place);
        let winner = i32x4.splat(place as i32);
        for (let tapY = fromY; tapY < toY; tapY++) {
          place = ((tapY * task.width + fromX) as usize) * pixel + c;
          for (let tapX = fromX; tapX < toX; tapX++, place += pixel) {
            const value = v128.load(x + place);
            const better = f32x4.gt(value, best);
            best = v128.bitselect(value, best, better);
            winner = v128.bitselect(i32x4.splat(place as i32), winner, better);
          }
        }
        addAt(dx + (i32x4.extract_lane(winner, 0) as usize), f32.load(dy));
        addAt(dx + (i32x4.extract_lane(winner, 1) as usize) + 4, f32.load(dy, 4));
        addAt(dx + (i32x4.extract_lane(winner, 2) as usize) + 8, f32.load(dy, 8));
        addAt(dx + (i32x4.extract_lane(winner, 3) as usize) + 12, f32.load(dy, 12));
      }
    }
  }
}

function addAt(to: usize, value: f32): void {
  f32.store(to, f32.load(to) + value);
}
