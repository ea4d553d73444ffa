import { Control, takePart } from "../program/control";
import { firstTap, lastTap, Window } from "../window";

/**
 * A depthwise convolution with any number of channels and of filters for each, value by value: y[c · M + m] = Σ x[c] · filter[c, m]. For
 * what the vectors of depthwise/ do not fit. src/wasm/tasks/maps/filter-channels.ts has the fields in this order.
 */
@unmanaged
export class FilterChannels extends Window {
  /** Filters of a channel, M. */
  multiplier: i32;
  x: usize;
  xPitch: usize;
  /** [kh, kw, C, M]. */
  filter: usize;
  /** One value for each of C · M, or 0. */
  bias: usize;
  y: usize;
  yPitch: usize;
  /** x is held above this first: 0 for a relu, else −∞. */
  floor: f32;
  /** y is held between these. */
  lower: f32;
  upper: f32;
}

/** A part is a line of the output. */
export function filterChannels(task: FilterChannels, control: Control): void {
  const lines = task.batch * task.outHeight;
  for (let line = takePart(control); line < lines; line = takePart(control)) {
    const batch = line / task.outHeight;
    const startY = (line - batch * task.outHeight) * task.strideY - task.padTop;
    const image = task.x + ((batch * task.height) as usize) * (task.width as usize) * task.xPitch;
    let y = task.y + (line as usize) * (task.outWidth as usize) * task.yPitch;
    for (let outX = 0; outX < task.outWidth; outX++, y += task.yPitch) {
      filterPixel(task, image, startY, outX * task.strideX - task.padLeft, y);
    }
  }
}

function filterPixel(task: FilterChannels, image: usize, startY: i32, startX: i32, y: usize): void {
  const filters = task.channels * task.multiplier;
  const firstY = firstTap(startY, task.dilationY);
  const lastY = lastTap(startY, task.dilationY, task.kernelHeight, task.height);
  const firstX = firstTap(startX, task.dilationX);
  const lastX = lastTap(startX, task.dilationX, task.kernelWidth, task.width);
  for (let filter = 0; filter < filters; filter++) {
    const own = (filter * 4) as usize;
    const channel = image + (((filter / task.multiplier) * 4) as usize);
    let sum = task.bias ? f32.load(task.bias + own) : 0;
    for (let tapY = firstY; tapY < lastY; tapY++) {
      const row = (startY + tapY * task.dilationY) * task.width + startX;
      for (let tapX = firstX; tapX < lastX; tapX++) {
        const weight = f32.load(task.filter + ((tapY * task.kernelWidth + tapX) as usize) * ((filters * 4) as usize) + own);
        let value = f32.load(channel + ((row + tapX * task.dilationX) as usize) * task.xPitch);
        if (value < task.floor) value = task.floor;
        sum += value * weight;
      }
    }
    if (sum > task.upper) sum = task.upper;
    if (sum < task.lower) sum = task.lower;
    f32.store(y + own, sum);
  }
}
