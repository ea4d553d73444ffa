// A convolution as a product of matrices: the pixels under each window, laid out as a row of a matrix, and the way back.
import { Window } from "../window";

/** Rows `first` to `first + count` of the matrix of patches [N·H′·W′, kh·kw·C]; pixels outside the image are 0. */
export function gatherPatches(window: Window, x: usize, first: i32, count: i32, patches: usize): void {
  const bytes = window.channels * 4;
  for (let out = first; out < first + count; out++) {
    const outY = (out / window.outWidth) % window.outHeight;
    const image = (x + (out / (window.outWidth * window.outHeight)) * window.height * window.width * bytes) as usize;
    const startY = outY * window.strideY - window.padTop;
    const startX = (out % window.outWidth) * window.strideX - window.padLeft;
    const whole = window.dilationX == 1 && startX >= 0 && startX + window.kernelWidth <= window.width;
    for (let tapY = 0; tapY < window.kernelHeight; tapY++) {
      const y = startY + tapY * window.dilationY;
      if (y < 0 || y >= window.height) {
        fill(patches, window.kernelWidth * bytes);
        patches += (window.kernelWidth * bytes) as usize;
      } else if (whole) {
        copy(patches, image + (((y * window.width + startX) * bytes) as usize), window.kernelWidth * bytes);
        patches += (window.kernelWidth * bytes) as usize;
      } else {
        for (let tapX = 0; tapX < window.kernelWidth; tapX++) {
          const pixel = startX + tapX * window.dilationX;
          if (pixel < 0 || pixel >= window.width) fill(patches, bytes);
          else copy(patches, image + (((y * window.width + pixel) * bytes) as usize), bytes);
          patches += bytes as usize;
        }
      }
    }
  }
}

/** dx += the rows of `gatherPatches`, each value at the pixel it would have come from. */
export function scatterPatches(window: Window, patches: usize, first: i32, count: i32, dx: usize): void {
  const bytes = window.channels * 4;
  for (let out = first; out < first + count; out++) {
    const outY = (out / window.outWidth) % window.outHeight;
    const image = (dx + (out / (window.outWidth * window.outHeight)) * window.height * window.width * bytes) as usize;
    const startY = outY * window.strideY - window.padTop;
    const startX = (out % window.outWidth) * window.strideX - window.padLeft;
    for (let tapY = 0; tapY < window.kernelHeight; tapY++) {
      const y = startY + tapY * window.dilationY;
      for (let tapX = 0; tapX < window.kernelWidth; tapX++) {
        const pixel = startX + tapX * window.dilationX;
        if (y >= 0 && y < window.height && pixel >= 0 && pixel < window.width) {
          add(image + (((y * window.width + pixel) * bytes) as usize), patches, bytes);
        }
        patches += bytes as usize;
      }
    }
  }
}

// Short runs: the instructions for whole blocks of memory cost a call each.
function copy(to: usize, from: usize, bytes: i32): void {
  const end = to + (bytes as usize);
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, v128.load(from));
  for (; to < end; to += 4, from += 4) f32.store(to, f32.load(from));
}

/** Zeros. */
export function fill(to: usize, bytes: i32): void {
  const end = to + (bytes as usize);
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0));
  for (; to < end; to += 4) f32.store(to, 0);
}

function add(to: usize, from: usize, bytes: i32): void {
  const end = to + (bytes as usize);
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  for (; to < end; to += 4, from += 4) f32.store(to, f32.load(to) + f32.load(from));
}
