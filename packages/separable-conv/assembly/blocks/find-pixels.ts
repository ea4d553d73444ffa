import { ConvolveBlocks } from "./convolve-blocks";

/** table[edge + 2, edge + 2] = the addresses of the pixels under the windows of a block, or `zeros` outside of the image. */
export function findPixels(task: ConvolveBlocks, zeros: usize, block: i32, table: usize): void {
  const edge = task.edge;
  const pitch = task.xPitch;
  const line = block / task.across;
  const batch = line / task.down;
  const startX = (block - line * task.across) * edge - task.padLeft;
  const startY = (line - batch * task.down) * edge - task.padTop;
  const image = task.x + ((batch * task.height * task.width) as usize) * pitch;
  for (let y = startY; y < startY + edge + 2; y++) {
    const inside = (y as u32) < (task.height as u32);
    let at = image + ((y * task.width + startX) as usize) * pitch;
    for (let column = startX; column < startX + edge + 2; column++, at += pitch, table += 4) {
      i32.store(table, (inside && (column as u32) < (task.width as u32) ? at : zeros) as i32);
    }
  }
}
