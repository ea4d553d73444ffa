import { WIDTH } from "./lanes";

/** c[rows, columns] = clamp(tile + bias + residual), from a whole tile that was made beside. */
export function finishTile(
  tile: usize,
  c: usize,
  cPitch: usize,
  rows: i32,
  columns: i32,
  bias: usize,
  residual: usize,
  residualPitch: usize,
  lower: f32,
  upper: f32,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column: usize = 0; column < ((columns * 4) as usize); column += 4) {
      let value = f32.load(tile + column);
      if (bias) value += f32.load(bias + column);
      if (residual) value += f32.load(residual + column);
      if (value > upper) value = upper;
      if (value < lower) value = lower;
      f32.store(c + column, value);
    }
    tile += WIDTH * 4;
    c += cPitch;
    residual += residual ? residualPitch : 0;
  }
}
