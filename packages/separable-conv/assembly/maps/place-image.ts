import { Control, takePart } from "../program/control";
import { copy } from "../training/runs";

/**
 * Pixels of y from those of x: y[i, j] = x[⌊(i − top) / timesY⌋, ⌊(j − left) / timesX⌋], and zeros where that lies outside of x. It copies,
 * pads, crops and repeats. src/wasm/tasks/maps/place-image.ts has the fields in this order.
 */
@unmanaged
export class PlaceImage {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  /** Pixels before the image; negative where some of it is left out. */
  top: i32;
  left: i32;
  timesY: i32;
  timesX: i32;
  x: usize;
  xPitch: usize;
  y: usize;
  yPitch: usize;
}

/** A part is a line of the output. */
export function placeImage(task: PlaceImage, control: Control, thread: i32): void {
  const lines = task.batch * task.outHeight;
  const bytes = task.channels * 4;
  const endX = task.width * task.timesX;
  for (let line = takePart(control, thread, lines); line < lines; line = takePart(control, thread, lines)) {
    const batch = line / task.outHeight;
    const row = line - batch * task.outHeight - task.top;
    const inside = row >= 0 && row < task.height * task.timesY;
    const start = ((batch * task.height + (inside ? row / task.timesY : 0)) * task.width) as usize;
    let y = task.y + (line as usize) * (task.outWidth as usize) * task.yPitch;
    for (let outX = 0; outX < task.outWidth; outX++, y += task.yPitch) {
      const column = outX - task.left;
      if (inside && column >= 0 && column < endX) {
        copy(y, task.x + (start + ((column / task.timesX) as usize)) * task.xPitch, bytes);
      } else {
        memory.fill(y, 0, bytes as usize);
      }
    }
  }
}
