// The two resampling kernels of Pillow (Resample.c), in double precision and in its order of operations, which decides the last bit.

/** A kernel over distances in pixels of the output, zero beyond `support`. */
export interface Filter {
  readonly support: number;
  weight(distance: number): number;
}

export const bilinear: Filter = {
  support: 1,
  weight(distance) {
    const x = Math.abs(distance);
    return x < 1 ? 1 - x : 0;
  },
};

// Keys' cubic with a = -0.5 (Catmull-Rom); canvas, OpenCV and torch's tensors use other constants.
export const bicubic: Filter = {
  support: 2,
  weight(distance) {
    const a = -0.5;
    const x = Math.abs(distance);
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  },
};
