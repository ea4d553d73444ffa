import { Window } from "../window";

/** table[edge + 2, edge + 2] = the addresses of the pixels under the windows of a block, or `zeros` outside of the image. */
export function findPixels(window: Window, edge: i32, x: usize, pitch: usize, zeros: usize, block: i32, table: usize): void {
  const across = (window.outWidth + edge - 1) / edge;
  const down = (window.outHeight + edge - 1) / edge;
  const line = block / across;
  const batch = line / down;
  const startX = (block - line * across) * edge - window.padLeft;
  const startY = (line - batch * down) * edge - window.padTop;
  const image = x + ((batch * window.height * window.width) as usize) * pitch;
  for (let y = startY; y < startY + edge + 2; y++) {
    const inside = (y as u32) < (window.height as u32);
    let at = image + ((y * window.width + startX) as usize) * pitch;
    for (let column = startX; column < startX + edge + 2; column++, at += pitch, table += 4) {
      i32.store(table, (inside && (column as u32) < (window.width as u32) ? at : zeros) as i32);
    }
  }
}
