// Depthwise convolution with a 3×3 window of stride 1 where there are few channels: line by line, four channels at a time. Column by column,
// three pixels go through the registers once and into the three sums of each tap that they lie under; the nine weights stay there.
// With many channels, columns are far from each other in memory, and ../depthwise/filter-line.ts is the faster one.
import { multiplyAdd } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { Window } from "../window";

/** src/wasm/tasks/training/depthwise-lines.ts has the fields in this order. */
@unmanaged
export class DepthwiseLines extends Window {
  x: usize;
  /** [3, 3, C], 4 channels or more. */
  filter: usize;
  y: usize;
}

/** The windows begin at most two pixels before the image, and none lies beside it. */
export function depthwiseLines(task: DepthwiseLines, control: Control, thread: i32): void {
  const pixel = (task.channels * 4) as usize;
  const row = (task.width as usize) * pixel;
  const lines = task.batch * task.outHeight;
  for (let line = takePart(control, thread, lines); line < lines; line = takePart(control, thread, lines)) {
    const n = line / task.outHeight;
    const startY = line - n * task.outHeight - task.padTop;
    const start = task.x + ((n * task.height + startY) as usize) * row;
    const y = task.y + (line as usize) * (task.outWidth as usize) * pixel;
    const has0 = (startY as u32) < (task.height as u32);
    const has1 = ((startY + 1) as u32) < (task.height as u32);
    const has2 = ((startY + 2) as u32) < (task.height as u32);
    for (let c: usize = 0; c < pixel; c += 16) {
      // What is left when four does not divide the channels is done together with some of those before.
      if (c + 16 > pixel) c = pixel - 16;
      let row0 = has0 ? start + c : control.zeros;
      let row1 = has1 ? start + row + c : control.zeros;
      let row2 = has2 ? start + row * 2 + c : control.zeros;
      const step0 = has0 ? pixel : 0;
      const step1 = has1 ? pixel : 0;
      const step2 = has2 ? pixel : 0;
      const tap = task.filter + c;
      const w00 = v128.load(tap);
      const w01 = v128.load(tap + pixel);
      const w02 = v128.load(tap + pixel * 2);
      const w10 = v128.load(tap + pixel * 3);
      const w11 = v128.load(tap + pixel * 4);
      const w12 = v128.load(tap + pixel * 5);
      const w20 = v128.load(tap + pixel * 6);
      const w21 = v128.load(tap + pixel * 7);
      const w22 = v128.load(tap + pixel * 8);
      let done = f32x4.splat(0);
      let next = done;
      let out = task.padLeft - 2;
      let to = y + c + (out as usize) * pixel;
      for (let column = 0; column < task.width; column++) {
        const x0 = v128.load(row0);
        const x1 = v128.load(row1);
        const x2 = v128.load(row2);
        done = multiplyAdd(x2, w22, multiplyAdd(x1, w12, multiplyAdd(x0, w02, done)));
        if ((out as u32) < (task.outWidth as u32)) v128.store(to, done);
        done = multiplyAdd(x2, w21, multiplyAdd(x1, w11, multiplyAdd(x0, w01, next)));
        next = multiplyAdd(x2, w20, multiplyAdd(x1, w10, f32x4.mul(x0, w00)));
        row0 += step0;
        row1 += step1;
        row2 += step2;
        to += pixel;
        out++;
      }
      if ((out as u32) < (task.outWidth as u32)) v128.store(to, done);
      if (((out + 1) as u32) < (task.outWidth as u32)) v128.store(to + pixel, next);
    }
  }
}
