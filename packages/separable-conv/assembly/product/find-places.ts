import { Window } from "../window";
import { HEIGHT } from "./lanes";

/**
 * Where the taps of HEIGHT windows lie: table[tap, row] = the address of the pixel under it, or `zeros` outside of the image. Windows are
 * those of the output's pixels from `first` on; beyond `end` the last one again.
 *
 * @param pitch bytes from pixel to pixel of x
 */
export function findPlaces(window: Window, x: usize, pitch: usize, zeros: usize, first: i32, end: i32, table: usize): void {
  if (isPlain(window)) {
    for (let row = 0; row < HEIGHT; row++) {
      i32.store(table + ((row * 4) as usize), (x + (min(first + row, end - 1) as usize) * pitch) as i32);
    }
    return;
  }
  const image = ((window.height * window.width) as usize) * pitch;
  const line = first / window.outWidth;
  let batch = line / window.outHeight;
  let outX = first - line * window.outWidth;
  let outY = line - batch * window.outHeight;
  for (let row = 0; row < HEIGHT; row++, table += 4) {
    const startX = outX * window.strideX - window.padLeft;
    let y = outY * window.strideY - window.padTop;
    const start = x + (batch as usize) * image;
    let to = table;
    for (let tapY = 0; tapY < window.kernelHeight; tapY++, y += window.dilationY) {
      const inside = (y as u32) < (window.height as u32);
      let at = start + ((y * window.width + startX) as usize) * pitch;
      let tap = startX;
      for (let tapX = 0; tapX < window.kernelWidth; tapX++, tap += window.dilationX) {
        i32.store(to, (inside && (tap as u32) < (window.width as u32) ? at : zeros) as i32);
        at += (window.dilationX as usize) * pitch;
        to += HEIGHT * 4;
      }
    }
    if (first + row + 1 >= end || ++outX < window.outWidth) continue;
    outX = 0;
    if (++outY < window.outHeight) continue;
    outY = 0;
    batch++;
  }
}

/** Whether the windows are the pixels of the image, one after the other. */
function isPlain(window: Window): bool {
  const sameSize = window.outHeight == window.height && window.outWidth == window.width;
  return sameSize && window.kernelHeight * window.kernelWidth * window.strideY * window.strideX == 1 && window.padTop + window.padLeft == 0;
}
