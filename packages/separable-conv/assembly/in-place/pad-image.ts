import { copy, fill } from "../training/runs";
import { Window } from "../window";

/** Bytes of a line of an image with as much around it as its windows reach over. */
export function paddedLine(window: Window): usize {
  return (((window.outWidth - 1) * window.strideX + window.kernelWidth) * window.channels * 4) as usize;
}

/** Copies an image to where its windows find zeros around it. Taps are neighbours. */
export function padImage(window: Window, image: usize, to: usize): void {
  const pixel = (window.channels * 4) as usize;
  const line = paddedLine(window);
  const lines = (window.outHeight - 1) * window.strideY + window.kernelHeight;
  const columns = (window.outWidth - 1) * window.strideX + window.kernelWidth;
  const first = min(window.padLeft, columns);
  const end = max(first, min(columns, window.width + window.padLeft));
  for (let row = 0, y = -window.padTop; row < lines; row++, y++, to += line) {
    if ((y as u32) >= (window.height as u32)) {
      fill(to, line as i32);
      continue;
    }
    const start = to + (first as usize) * pixel;
    const from = image + ((y * window.width) as usize) * pixel;
    fill(to, first * (pixel as i32));
    copy(start, from, (end - first) * (pixel as i32));
    fill(to + (end as usize) * pixel, (columns - end) * (pixel as i32));
  }
}
