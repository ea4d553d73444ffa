import { HEIGHT } from "../product/lanes";
import { storeSteps } from "./store-steps";

/**
 * Bᵀ · d · B of the 4×4 pixels d in each channel, for 4 channels or more. Value `v` of channel `c` goes to `to` + v · apart + c · HEIGHT · 4:
 * a row of the register tile's a for each v.
 *
 *       ⎡ 1  0 −1  0 ⎤
 *  Bᵀ = ⎢ 0  1  1  0 ⎥
 *       ⎢ 0 −1  1  0 ⎥
 *       ⎣ 0  1  0 −1 ⎦
 */
export function spreadSmallBlock(table: usize, channels: i32, to: usize, apart: usize): void {
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
      storeSteps(at, f32x4.sub(x0, x2));
      storeSteps(at + apart, f32x4.add(x1, x2));
      storeSteps(at + apart * 2, f32x4.sub(x2, x1));
      storeSteps(at + apart * 3, f32x4.sub(x1, x3));
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
