import { Control, scratchOf, takePart } from "../program/control";
import { HEIGHT } from "../product/lanes";
import { Window } from "../window";
import { isLine } from "./filter-line";
import { filterLines, goesByLines } from "./filter-lines";
import { filterPixels } from "./filter-pixels";

/** A depthwise convolution by itself. src/wasm/tasks/convolve-depthwise.ts has the fields in this order. */
@unmanaged
export class ConvolveDepthwise extends Window {
  x: usize;
  /** Bytes from pixel to pixel. */
  xPitch: usize;
  /** [kh, kw, C], for 4 channels or more. */
  filter: usize;
  /** One value a channel, or 0. */
  bias: usize;
  y: usize;
  yPitch: usize;
  /** x is held above this first: 0 for a relu, else −∞. */
  floor: f32;
  /** y is held between these. */
  lower: f32;
  upper: f32;
}

/** Tiles that a thread takes at a time. */
const SHARE = 16;

export function convolveDepthwise(task: ConvolveDepthwise, control: Control, thread: i32): void {
  if (goesByLines(task)) filterLines(task, control, thread);
  else filterTiles(task, control, thread);
}

function filterTiles(task: ConvolveDepthwise, control: Control, thread: i32): void {
  const pixels = task.batch * task.outHeight * task.outWidth;
  const table = scratchOf(control, thread);
  const share = SHARE * HEIGHT;
  const sideBySide = isLine(task, 0);
  const parts = (pixels + share - 1) / share;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const start = part * share;
    const end = min(start + share, pixels);
    for (let next = start; next < end;) {
      let first = next;
      next += HEIGHT;
      const line = first / task.outWidth;
      const lineEnd = (line + 1) * task.outWidth;
      if (sideBySide && next > lineEnd) {
        // The last windows of a line are done together with some of those before, so that they too lie side by side.
        first = lineEnd - HEIGHT;
        next = lineEnd;
      }
      const y = task.y + (first as usize) * task.yPitch;
      filterPixels(
        task,
        task.x,
        task.xPitch,
        control.zeros,
        first,
        pixels,
        table,
        task.filter,
        task.bias,
        task.floor,
        y,
        task.yPitch,
        task.lower,
        task.upper,
      );
    }
  }
}
