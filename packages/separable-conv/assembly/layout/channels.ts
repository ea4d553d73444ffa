// Kernels that work on four channels at a time want a number of channels that four divides, and one filter a channel. Other tensors are
// first laid out so, and the results back.

/** to[row, c·M + m] = from[row, c], of C channels each M times, zeros up to `padded` channels. */
export function expandChannels(rows: i32, C: i32, M: i32, padded: i32, from: usize, to: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < C; c++, from += 4) {
      const value = f32.load(from);
      for (let m = 0; m < M; m++, to += 4) f32.store(to, value);
    }
    for (let rest = C * M; rest < padded; rest++, to += 4) f32.store(to, 0);
  }
}

/** to[row, c] = Σ over m of from[row, c·M + m]. */
export function contractChannels(rows: i32, C: i32, M: i32, padded: i32, from: usize, to: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < C; c++, to += 4) {
      let sum: f32 = 0;
      for (let m = 0; m < M; m++, from += 4) sum += f32.load(from);
      f32.store(to, sum);
    }
    from += ((padded - C * M) * 4) as usize;
  }
}
