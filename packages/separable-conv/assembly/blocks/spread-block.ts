import { HEIGHT } from "../product/lanes";
import { Window } from "../window";

/** table[4, 4] = the addresses of the pixels under the windows of a block, or `zeros` outside of the image. */
export function findPixels(window: Window, x: usize, pitch: usize, zeros: usize, block: i32, table: usize): void {
  const across = (window.outWidth + 1) >> 1;
  const down = (window.outHeight + 1) >> 1;
  const line = block / across;
  const batch = line / down;
  const startX = (block - line * across) * 2 - window.padLeft;
  const startY = (line - batch * down) * 2 - window.padTop;
  const image = x + ((batch * window.height * window.width) as usize) * pitch;
  for (let y = startY; y < startY + 4; y++) {
    const inside = (y as u32) < (window.height as u32);
    let at = image + ((y * window.width + startX) as usize) * pitch;
    for (let column = startX; column < startX + 4; column++, at += pitch, table += 4) {
      i32.store(table, (inside && (column as u32) < (window.width as u32) ? at : zeros) as i32);
    }
  }
}

/**
 * Bᵀ · d · B of the 4×4 pixels d in each channel, for 4 channels or more. Value `v` of channel `c` goes to `to` + v · apart + c · HEIGHT · 4:
 * a row of the register tile's a for each v.
 *
 *       ⎡ 1  0 −1  0 ⎤
 *  Bᵀ = ⎢ 0  1  1  0 ⎥
 *       ⎢ 0 −1  1  0 ⎥
 *       ⎣ 0  1  0 −1 ⎦
 */
export function spreadBlock(table: usize, channels: i32, to: usize, apart: usize): void {
  for (let c = 0; c < channels; c += 4) {
    // What is left when four does not divide the channels is done together with some of those before.
    if (c + 4 > channels) c = channels - 4;
    const offset = (c * 4) as usize;
    const place = to + ((c * HEIGHT * 4) as usize);
    for (let line = 0, at = place; line < 4; line++, at += apart * 4) {
      const x0 = mixed(table, line, offset);
      const x1 = mixed(table + 4, line, offset);
      const x2 = mixed(table + 8, line, offset);
      const x3 = mixed(table + 12, line, offset);
      store(at, f32x4.sub(x0, x2));
      store(at + apart, f32x4.add(x1, x2));
      store(at + apart * 2, f32x4.sub(x2, x1));
      store(at + apart * 3, f32x4.sub(x1, x3));
    }
  }
}

/** A line of Bᵀ by a column of pixels. */
function mixed(column: usize, line: i32, offset: usize): v128 {
  const second = v128.load((i32.load(column, 32) as usize) + offset);
  if (line == 0) return f32x4.sub(v128.load((i32.load(column) as usize) + offset), second);
  const first = v128.load((i32.load(column, 16) as usize) + offset);
  if (line == 1) return f32x4.add(first, second);
  if (line == 2) return f32x4.sub(second, first);
  return f32x4.sub(first, v128.load((i32.load(column, 48) as usize) + offset));
}

/** Four channels are four steps of a row. */
function store(to: usize, channels: v128): void {
  v128.store32_lane(to, channels, 0);
  v128.store32_lane(to, channels, 1, HEIGHT * 4);
  v128.store32_lane(to, channels, 2, HEIGHT * 8);
  v128.store32_lane(to, channels, 3, HEIGHT * 12);
}
