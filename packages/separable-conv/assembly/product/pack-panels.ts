import { WIDTH } from "./lanes";

/**
 * b[K, N] → ⌈N/8⌉ panels of [K, 8], zeros beyond N. Element (k, n) lies at b + k·bStep + n·bColumn bytes: a transposed matrix is only
 * other strides.
 */
export function packPanels(K: i32, N: i32, b: usize, bStep: usize, bColumn: usize, panels: usize): void {
  for (let column = 0; column < N; column += WIDTH) {
    const columns = min(WIDTH, N - column);
    let from = b + (column as usize) * bColumn;
    let k = 0;
    if (columns == WIDTH && bStep == 4) {
      for (; k + 4 <= K; k += 4, from += 16, panels += WIDTH * 16) {
        turnFour(from, bColumn, panels);
        turnFour(from + bColumn * 4, bColumn, panels + 16);
      }
    }
    for (; k < K; k++) {
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

/** Four values of each of four columns → four steps of half a panel. */
function turnFour(from: usize, bColumn: usize, to: usize): void {
  const v0 = v128.load(from);
  const v1 = v128.load(from + bColumn);
  const v2 = v128.load(from + bColumn * 2);
  const v3 = v128.load(from + bColumn * 3);
  const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), WIDTH * 4);
  v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), WIDTH * 8);
  v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), WIDTH * 12);
}
