import { WIDTH } from "../product/lanes";

/** b[K, N] of 8-bit integers → ⌈N/8⌉ panels of [⌈K/2⌉, 8, 2] integers of 16 bits, zeros beyond K and N. */
export function packIntegerPanels(K: i32, N: i32, b: usize, panels: usize): void {
  for (let column = 0; column < N; column += WIDTH) {
    for (let k = 0; k < K; k += 2) {
      for (let n = column; n < column + WIDTH; n++, panels += 4) {
        const from = b + ((k * N + n) as usize);
        i32.store16(panels, n < N ? i32.load8_s(from) : 0);
        i32.store16(panels, n < N && k + 1 < K ? i32.load8_s(from + (N as usize)) : 0, 2);
      }
    }
  }
}
