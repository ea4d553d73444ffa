// The way back of windows that skip pixels: what each of them gives is added where it came from. A thread has rows of the image to itself.
import { Control, takePart } from "../program/control";
import { addProduct, addTo, fill } from "./runs";
import { firstTap, lastTap, Window } from "../window";

/** src/wasm/tasks/training/fold-patches.ts has the fields in this order. */
@unmanaged
export class FoldPatches extends Window {
  /** [N·H′·W′, kh·kw·C] of a full convolution; with a filter, dy [N, H′, W′, C] of a depthwise one. */
  from: usize;
  /** [kh, kw, C], or 0. */
  filter: usize;
  dx: usize;
}

export function foldPatches(task: FoldPatches, control: Control, thread: i32): void {
  const bytes = task.channels * 4;
  const pixel = bytes as usize;
  const row = (task.width as usize) * pixel;
  const lines = task.batch * task.height;
  for (let line = takePart(control, thread, lines); line < lines; line = takePart(control, thread, lines)) {
    const n = line / task.height;
    const dx = task.dx + (line as usize) * row;
    fill(dx, row as i32);
    for (let tapY = 0; tapY < task.kernelHeight; tapY++) {
      const start = line - n * task.height + task.padTop - tapY * task.dilationY;
      const outY = start / task.strideY;
      if (start < 0 || outY >= task.outHeight || outY * task.strideY != start) continue;
      const out = (n * task.outHeight + outY) * task.outWidth;
      for (let tapX = 0; tapX < task.kernelWidth; tapX++) {
        const shift = tapX * task.dilationX - task.padLeft;
        const tap = tapY * task.kernelWidth + tapX;
        const endX = lastTap(shift, task.strideX, task.outWidth, task.width);
        for (let outX = firstTap(shift, task.strideX); outX < endX; outX++) {
          const to = dx + ((outX * task.strideX + shift) as usize) * pixel;
          const from = (out + outX) as usize;
          if (task.filter) addProduct(to, task.from + from * pixel, task.filter + (tap as usize) * pixel, bytes);
          else addTo(to, task.from + (from * ((task.kernelHeight * task.kernelWidth) as usize) + (tap as usize)) * pixel, bytes);
        }
      }
    }
  }
}
