// The gradient of a convolution's filter where image and dy need not be laid out anew: a line of taps is one run of kw·C values in the
// image, four of which at a time are multiplied with eight of dy, pixel after pixel. Where windows reach beyond the image, it is copied to
// where there are zeros around it, one image at a time, which stays in the first cache.
import { padImage, paddedLine } from "./pad-image";
import { Control, scratchOf, takePart } from "../program/control";
import { Window } from "../window";
import { addOuterProducts } from "./outer-products";

/** src/wasm/tasks/training/filter-gradient-in-place.ts has the fields in this order. Filters are a multiple of eight, dilation is 1. */
@unmanaged
export class FilterGradientInPlace extends Window {
  x: usize;
  dy: usize;
  /** A result for each group, one after the other. */
  dfilter: usize;
  /** Images that are worked on at a time. */
  block: i32;
  /** Groups of images. */
  groups: i32;
  /** Whether images are copied to have zeros around them; then there is one in a block. */
  pads: i32;
}

export function filterGradientInPlace(task: FilterGradientInPlace, control: Control, thread: i32): void {
  const pixel = (task.channels * 4) as usize;
  const image = ((task.height * task.width) as usize) * pixel;
  const outImage = ((task.outHeight * task.outWidth * task.outChannels) as usize) * 4;
  const result = ((task.kernelHeight * task.kernelWidth * task.channels * task.outChannels) as usize) * 4;
  const line = task.pads ? paddedLine(task) : (task.width as usize) * pixel;
  const padded = scratchOf(control, thread);
  for (let group = takePart(control, thread, task.groups); group < task.groups; group = takePart(control, thread, task.groups)) {
    const start = (group * task.batch) / task.groups;
    const end = ((group + 1) * task.batch) / task.groups;
    const to = task.dfilter + (group as usize) * result;
    for (let first = start; first < end; first += task.block) {
      const x = task.x + (first as usize) * image;
      if (task.pads) padImage(task, x, padded);
      addImages(
        task,
        task.pads ? padded : x,
        line,
        min(task.block, end - first),
        task.dy + (first as usize) * outImage,
        to,
        first == start,
      );
    }
  }
}

/** All tiles of dfilter. Images of which there are several are of one pixel each, which is a line of them. */
function addImages(task: FilterGradientInPlace, x: usize, line: usize, images: i32, dy: usize, to: usize, anew: bool): void {
  const run = task.kernelWidth * task.channels;
  const pitch = (task.outChannels * 4) as usize;
  const step = ((task.strideX * task.channels) as usize) * 4;
  const lines = task.outHeight;
  const length = task.outWidth * images;
  const down = line * (task.strideY as usize);
  for (let tapY = 0; tapY < task.kernelHeight; tapY++, x += line) {
    for (let k = 0; k < run; k += 4) {
      const a = x + ((k * 4) as usize);
      const rows = min(4, run - k);
      for (let column: usize = 0; column < pitch; column += 32) {
        addOuterProducts(lines, length, a, step, down, dy + column, pitch, to + column, pitch, rows, anew);
      }
      to += (rows as usize) * pitch;
    }
  }
}
