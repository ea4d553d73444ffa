import { WIDTH } from "./lanes";

/**
 * b[K, N] → ⌈N/8⌉ panels of [K, 8], zeros beyond N. Element (k, n) lies at b + k·bStep + n·bColumn bytes: a transposed matrix is only
 * other strides.
 */
export function packPanels(K: i32, N: i32, b: usize, bStep: usize, bColumn: usize, panels: usize): void {
  for (let column = 0; column < N; column += WIDTH) {
    const columns = min(WIDTH, N - column);
    let from = b + (column as usize) * bColumn;
    for (let k = 0; k < K; k++) {
      if (columns == WIDTH && bColumn == 4) {
        v128.store(panels, v128.load(from));
        v128.store(panels, v128.load(from, 16), 16);
      } else {
        for (let n = 0; n < WIDTH; n++) {
          f32.store(panels + ((n * 4) as usize), n < columns ? f32.load(from + (n as usize) * bColumn) : 0);
        }
      }
      panels += WIDTH * 4;
      from += bStep;
    }
  }
}
