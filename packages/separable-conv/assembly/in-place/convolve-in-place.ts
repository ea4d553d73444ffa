// Convolution by windows of several taps where there are few channels and filters: gathering the rows of a product of matrices would take as
// long as the product. Where windows reach beyond the image, it is copied to where there are zeros around it, one image at a time, which
// stays in the first cache.
import { Control, scratchOf, takePart } from "../program/control";
import { WIDTH } from "../product/lanes";
import { padImage, paddedLine } from "./pad-image";
import { Product } from "../product/product";
import { multiplyInPlace } from "./tiles-in-place";

/** src/wasm/tasks/convolve-in-place.ts has the fields in this order. Filters are a multiple of eight, y is four pixels wide or more. */
@unmanaged
export class ConvolveInPlace extends Product {
  /** Whether images are copied to have zeros around them. */
  pads: i32;
}

export function convolveInPlace(task: ConvolveInPlace, control: Control, thread: i32): void {
  const image = ((task.height * task.width) as usize) * task.xPitch;
  const outImage = ((task.outHeight * task.outWidth) as usize) * task.yPitch;
  const line = task.pads ? paddedLine(task) : (task.width as usize) * task.xPitch;
  const padded = scratchOf(control, thread);
  for (let n = takePart(control, thread, task.batch); n < task.batch; n = takePart(control, thread, task.batch)) {
    const x = task.x + (n as usize) * image;
    if (task.pads) padImage(task, x, padded);
    convolveImage(task, task.pads ? padded : x, line, task.y + (n as usize) * outImage);
  }
}

function convolveImage(task: ConvolveInPlace, x: usize, line: usize, y: usize): void {
  const step = ((task.strideX * task.channels) as usize) * 4;
  const run = task.kernelWidth * task.channels;
  const panel = ((task.kernelHeight * run) as usize) * 32;
  const down = line * (task.strideY as usize);
  const pitch = task.yPitch;
  const whole = task.outWidth / 4;
  // The last windows of a line are done together with some of those before.
  const rest = (task.outWidth % 4 == 0 ? 0 : task.outWidth - 4) as usize;
  for (let column = 0, b = task.panels; column < task.outChannels; column += WIDTH, b += panel) {
    const bias = task.bias ? task.bias + ((column * 4) as usize) : 0;
    let from = x;
    let to = y + ((column * 4) as usize);
    for (let outY = task.outHeight; outY > 0; outY--, from += down, to += pitch * (task.outWidth as usize)) {
      multiplyInPlace(whole, from, step, task.kernelHeight, line, run, b, to, pitch, bias, task.lower, task.upper);
      if (rest) {
        multiplyInPlace(
          1,
          from + rest * step,
          step,
          task.kernelHeight,
          line,
          run,
          b,
          to + rest * pitch,
          pitch,
          bias,
          task.lower,
          task.upper,
        );
      }
    }
  }
}
