import { Window } from "../window";
import { HEIGHT } from "./lanes";

/**
 * Where the lines of HEIGHT windows begin: table[tapY, row]. Gives false where a window has taps outside of the image, or its lines do not
 * lie in memory in one piece.
 */
export function findLines(window: Window, x: usize, pitch: usize, first: i32, end: i32, table: usize): bool {
  if (window.kernelWidth == 1 || window.dilationX > 1 || pitch != ((window.channels * 4) as usize)) return false;
  const lastX = window.width - window.kernelWidth;
  const lastY = window.height - (window.kernelHeight - 1) * window.dilationY - 1;
  const down = ((window.dilationY * window.width) as usize) * pitch;
  const line = first / window.outWidth;
  let batch = line / window.outHeight;
  let outX = first - line * window.outWidth;
  let outY = line - batch * window.outHeight;
  for (let row = 0; row < HEIGHT; row++, table += 4) {
    const startX = outX * window.strideX - window.padLeft;
    const startY = outY * window.strideY - window.padTop;
    if (startX < 0 || startX > lastX || startY < 0 || startY > lastY) return false;
    let at = x + (((batch * window.height + startY) * window.width + startX) as usize) * pitch;
    for (let to = table, tapY = 0; tapY < window.kernelHeight; tapY++, to += HEIGHT * 4, at += down) i32.store(to, at as i32);
    if (first + row + 1 >= end || ++outX < window.outWidth) continue;
    outX = 0;
    if (++outY < window.outHeight) continue;
    outY = 0;
    batch++;
  }
  return true;
}
