import { ConvolveDepthwise } from "../depthwise/convolve-depthwise";
import { clamp, multiplyAdd } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { firstTap, lastTap } from "../window";
import { loadSome, storeSome } from "./some-lanes";

/**
 * A depthwise convolution with any number of channels and of filters for each: y[c · M + m] = Σ x[c] · filter[c, m], with filter [kh, kw, C, M]
 * and one value of bias for each of C · M. For what the vectors of depthwise/ do not fit: here four filters are a vector, whose values of x are
 * gathered one by one. src/wasm/tasks/maps/filter-channels.ts has the fields in this order.
 */
@unmanaged
export class FilterChannels extends ConvolveDepthwise {
  /** Filters of a channel, M. */
  multiplier: i32;
}

/** A part is a line of the output. */
export function filterChannels(task: FilterChannels, control: Control, thread: i32): void {
  const lines = task.batch * task.outHeight;
  for (let line = takePart(control, thread, lines); line < lines; line = takePart(control, thread, lines)) {
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
  const pitch = task.xPitch;
  const least = f32x4.splat(task.floor);
  const low = f32x4.splat(task.lower);
  const high = f32x4.splat(task.upper);
  const step = (filters * 4) as usize;
  for (let first = 0; first < filters; first += 4) {
    const own = (first * 4) as usize;
    const count = min(4, filters - first) as usize;
    const x0 = image + channelOf(task, first);
    const x1 = image + channelOf(task, min(first + 1, filters - 1));
    const x2 = image + channelOf(task, min(first + 2, filters - 1));
    const x3 = image + channelOf(task, min(first + 3, filters - 1));
    let sum = task.bias ? load(task.bias + own, count) : f32x4.splat(0);
    for (let tapY = firstY; tapY < lastY; tapY++) {
      let at = (((startY + tapY * task.dilationY) * task.width + startX + firstX * task.dilationX) as usize) * pitch;
      let weight = task.filter + ((tapY * task.kernelWidth + firstX) as usize) * step + own;
      for (let tapX = firstX; tapX < lastX; tapX++) {
        let x = v128.load32_zero(x0 + at);
        x = v128.load32_lane(x1 + at, x, 1);
        x = v128.load32_lane(x2 + at, x, 2);
        x = v128.load32_lane(x3 + at, x, 3);
        sum = multiplyAdd(f32x4.pmax(x, least), load(weight, count), sum);
        at += (task.dilationX as usize) * pitch;
        weight += step;
      }
    }
    const value = clamp(sum, low, high);
    if (count == 4) v128.store(y + own, value);
    else storeSome(y + own, value, count);
  }
}

/** Bytes to the channel that a filter sees. */
function channelOf(task: FilterChannels, filter: i32): usize {
  return ((filter / task.multiplier) * 4) as usize;
}

function load(at: usize, count: usize): v128 {
  return count == 4 ? v128.load(at) : loadSome(at, count);
}
