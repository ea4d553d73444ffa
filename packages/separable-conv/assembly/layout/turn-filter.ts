/**
 * The filter of the way back: [taps, C, O] → [taps, O, C] with its taps in the reverse order. The gradient of a convolution of stride 1
 * with respect to its image is a convolution of dy with that.
 */
export function turnFilter(taps: i32, C: i32, O: i32, from: usize, to: usize): void {
  const pitch = (O * 4) as usize;
  for (let tap = taps - 1; tap >= 0; tap--) {
    const matrix = from + ((tap * C) as usize) * pitch;
    for (let o = 0; o < O; o++) {
      let value = matrix + ((o * 4) as usize);
      for (let c = 0; c < C; c++, value += pitch, to += 4) f32.store(to, f32.load(value));
    }
  }
}
