// Depthwise convolution with a 3×3 window of stride 1 and its way back, four channels at a time. Column by column of three pixels goes
// through the registers once and into the three sums of each tap that it lies under; the nine weights, or their nine gradients, stay there.
// Rows above and below the image are read from one vector of zeros, again and again. Channels are a multiple of four.
import { fill } from "./patches";
import { Window } from "../window";

/**
 * y of a window that starts `padTop`, `padLeft` before the image. With `flipped`, the filter is turned by 180°: that is the way back of
 * such a convolution to its input, with dy as x and a padding of 2 minus the padding of the way there.
 */
export function depthwise3x3(at: usize, zeros: usize, x: usize, filter: usize, y: usize, flipped: bool): void {
  const window = changetype<Window>(at);
  const pixel = (window.channels * 4) as usize;
  const row = (window.width as usize) * pixel;
  const tap: isize = flipped ? -(pixel as isize) : (pixel as isize);
  const first = flipped ? filter + 8 * pixel : filter;
  for (let n = 0; n < window.batch; n++, x += (window.height as usize) * row) {
    for (let outY = 0; outY < window.outHeight; outY++, y += (window.outWidth as usize) * pixel) {
      const startY = outY - window.padTop;
      const has0 = startY >= 0 && startY < window.height;
      const has1 = startY >= -1 && startY < window.height - 1;
      const has2 = startY >= -2 && startY < window.height - 2;
      const start = x + (startY as usize) * row;
      for (let c: usize = 0; c < pixel; c += 16) {
        let row0 = has0 ? start + c : zeros;
        let row1 = has1 ? start + row + c : zeros;
        let row2 = has2 ? start + row * 2 + c : zeros;
        const step0 = has0 ? pixel : 0;
        const step1 = has1 ? pixel : 0;
        const step2 = has2 ? pixel : 0;
        const at0 = first + c;
        const at1 = at0 + ((3 * tap) as usize);
        const at2 = at0 + ((6 * tap) as usize);
        const w00 = v128.load(at0);
        const w01 = v128.load(at0 + (tap as usize));
        const w02 = v128.load(at0 + ((2 * tap) as usize));
        const w10 = v128.load(at1);
        const w11 = v128.load(at1 + (tap as usize));
        const w12 = v128.load(at1 + ((2 * tap) as usize));
        const w20 = v128.load(at2);
        const w21 = v128.load(at2 + (tap as usize));
        const w22 = v128.load(at2 + ((2 * tap) as usize));
        let done = f32x4.splat(0);
        let next = done;
        let out = window.padLeft - 2;
        let to = y + c + (out as usize) * pixel;
        for (let column = 0; column < window.width; column++) {
          const x0 = v128.load(row0);
          const x1 = v128.load(row1);
          const x2 = v128.load(row2);
          done = f32x4.add(done, f32x4.add(f32x4.add(f32x4.mul(x0, w02), f32x4.mul(x1, w12)), f32x4.mul(x2, w22)));
          if (out >= 0 && out < window.outWidth) v128.store(to, done);
          done = f32x4.add(next, f32x4.add(f32x4.add(f32x4.mul(x0, w01), f32x4.mul(x1, w11)), f32x4.mul(x2, w21)));
          next = f32x4.add(f32x4.add(f32x4.mul(x0, w00), f32x4.mul(x1, w10)), f32x4.mul(x2, w20));
          row0 += step0;
          row1 += step1;
          row2 += step2;
          to += pixel;
          out++;
        }
        if (out >= 0 && out < window.outWidth) v128.store(to, done);
        if (out >= -1 && out < window.outWidth - 1) v128.store(to + pixel, next);
      }
    }
  }
}

/** dfilter of such a convolution. */
export function depthwise3x3BackpropFilter(at: usize, zeros: usize, x: usize, dy: usize, dfilter: usize): void {
  const window = changetype<Window>(at);
  const pixel = (window.channels * 4) as usize;
  const row = (window.width as usize) * pixel;
  fill(dfilter, window.channels * 36);
  for (let n = 0; n < window.batch; n++, x += (window.height as usize) * row) {
    for (let outY = 0; outY < window.outHeight; outY++, dy += (window.outWidth as usize) * pixel) {
      const startY = outY - window.padTop;
      const has0 = startY >= 0 && startY < window.height;
      const has1 = startY >= -1 && startY < window.height - 1;
      const has2 = startY >= -2 && startY < window.height - 2;
      const start = x + (startY as usize) * row;
      for (let c: usize = 0; c < pixel; c += 16) {
        let row0 = has0 ? start + c : zeros;
        let row1 = has1 ? start + row + c : zeros;
        let row2 = has2 ? start + row * 2 + c : zeros;
        const step0 = has0 ? pixel : 0;
        const step1 = has1 ? pixel : 0;
        const step2 = has2 ? pixel : 0;
        const tap = dfilter + c;
        let g00 = v128.load(tap);
        let g01 = v128.load(tap + pixel);
        let g02 = v128.load(tap + pixel * 2);
        let g10 = v128.load(tap + pixel * 3);
        let g11 = v128.load(tap + pixel * 4);
        let g12 = v128.load(tap + pixel * 5);
        let g20 = v128.load(tap + pixel * 6);
        let g21 = v128.load(tap + pixel * 7);
        let g22 = v128.load(tap + pixel * 8);
        // The gradients of the outputs whose tap 2, 1 and 0 lie on this column.
        let out = window.padLeft;
        let from = dy + c + (out as usize) * pixel;
        let d2 = out >= 2 && out - 2 < window.outWidth ? v128.load(from - pixel * 2) : f32x4.splat(0);
        let d1 = out >= 1 && out - 1 < window.outWidth ? v128.load(from - pixel) : f32x4.splat(0);
        for (let column = 0; column < window.width; column++) {
          const d0 = out < window.outWidth ? v128.load(from) : f32x4.splat(0);
          const x0 = v128.load(row0);
          g00 = f32x4.add(g00, f32x4.mul(x0, d0));
          g01 = f32x4.add(g01, f32x4.mul(x0, d1));
          g02 = f32x4.add(g02, f32x4.mul(x0, d2));
          const x1 = v128.load(row1);
          g10 = f32x4.add(g10, f32x4.mul(x1, d0));
          g11 = f32x4.add(g11, f32x4.mul(x1, d1));
          g12 = f32x4.add(g12, f32x4.mul(x1, d2));
          const x2 = v128.load(row2);
          g20 = f32x4.add(g20, f32x4.mul(x2, d0));
          g21 = f32x4.add(g21, f32x4.mul(x2, d1));
          g22 = f32x4.add(g22, f32x4.mul(x2, d2));
          d2 = d1;
          d1 = d0;
          row0 += step0;
          row1 += step1;
          row2 += step2;
          from += pixel;
          out++;
        }
        v128.store(tap, g00);
        v128.store(tap + pixel, g01);
        v128.store(tap + pixel * 2, g02);
        v128.store(tap + pixel * 3, g10);
        v128.store(tap + pixel * 4, g11);
        v128.store(tap + pixel * 5, g12);
        v128.store(tap + pixel * 6, g20);
        v128.store(tap + pixel * 7, g21);
        v128.store(tap + pixel * 8, g22);
      }
    }
  }
}
