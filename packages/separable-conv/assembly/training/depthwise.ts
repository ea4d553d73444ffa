// Depthwise convolution and its way back, any window, four channels at a time; channels a multiple of four, one filter a channel.
// The 3×3 window of stride 1, which is nearly all of Xception, has its own kernels in depthwise-3x3.ts.
import { fill } from "./patches";
import { firstTap, lastTap, Window } from "../window";

export function depthwise(at: usize, x: usize, filter: usize, y: usize): void {
  const window = changetype<Window>(at);
  const pixel = (window.channels * 4) as usize;
  const image = ((window.height * window.width) as usize) * pixel;
  const rowOfTaps = (window.kernelWidth as usize) * pixel;
  for (let n = 0; n < window.batch; n++, x += image) {
    for (let outY = 0; outY < window.outHeight; outY++) {
      const startY = outY * window.strideY - window.padTop;
      const fromY = firstTap(startY, window.dilationY);
      const toY = lastTap(startY, window.dilationY, window.kernelHeight, window.height);
      for (let outX = 0; outX < window.outWidth; outX++) {
        const startX = outX * window.strideX - window.padLeft;
        const fromX = firstTap(startX, window.dilationX);
        const toX = lastTap(startX, window.dilationX, window.kernelWidth, window.width);
        for (let c: usize = 0; c < pixel; c += 16, y += 16) {
          let sum = f32x4.splat(0);
          for (let tapY = fromY; tapY < toY; tapY++) {
            let from = x + (((startY + tapY * window.dilationY) * window.width + startX + fromX * window.dilationX) as usize) * pixel + c;
            let tap = filter + (tapY as usize) * rowOfTaps + (fromX as usize) * pixel + c;
            for (let tapX = fromX; tapX < toX; tapX++) {
              sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(tap)));
              from += (window.dilationX as usize) * pixel;
              tap += pixel;
            }
          }
          v128.store(y, sum);
        }
      }
    }
  }
}

export function depthwiseBackpropInput(at: usize, dy: usize, filter: usize, dx: usize): void {
  const window = changetype<Window>(at);
  const pixel = (window.channels * 4) as usize;
  const image = ((window.height * window.width) as usize) * pixel;
  fill(dx, (window.batch as i32) * (image as i32));
  for (let n = 0; n < window.batch; n++, dx += image) {
    for (let outY = 0; outY < window.outHeight; outY++) {
      const startY = outY * window.strideY - window.padTop;
      const fromY = firstTap(startY, window.dilationY);
      const toY = lastTap(startY, window.dilationY, window.kernelHeight, window.height);
      for (let outX = 0; outX < window.outWidth; outX++, dy += pixel) {
        const startX = outX * window.strideX - window.padLeft;
        const fromX = firstTap(startX, window.dilationX);
        const toX = lastTap(startX, window.dilationX, window.kernelWidth, window.width);
        for (let tapY = fromY; tapY < toY; tapY++) {
          for (let tapX = fromX; tapX < toX; tapX++) {
            const row = (startY + tapY * window.dilationY) * window.width;
            const to = dx + ((row + startX + tapX * window.dilationX) as usize) * pixel;
            const tap = filter + ((tapY * window.kernelWidth + tapX) as usize) * pixel;
            for (let c: usize = 0; c < pixel; c += 16) {
              v128.store(to + c, f32x4.add(v128.load(to + c), f32x4.mul(v128.load(dy + c), v128.load(tap + c))));
            }
          }
        }
      }
    }
  }
}

export function depthwiseBackpropFilter(at: usize, x: usize, dy: usize, dfilter: usize): void {
  const window = changetype<Window>(at);
  const pixel = (window.channels * 4) as usize;
  const image = ((window.height * window.width) as usize) * pixel;
  const outRow = (window.outWidth as usize) * pixel;
  fill(dfilter, window.kernelHeight * window.kernelWidth * window.channels * 4);
  for (let n = 0; n < window.batch; n++, x += image) {
    for (let outY = 0; outY < window.outHeight; outY++, dy += outRow) {
      const startY = outY * window.strideY - window.padTop;
      const fromY = firstTap(startY, window.dilationY);
      const toY = lastTap(startY, window.dilationY, window.kernelHeight, window.height);
      for (let tapY = fromY; tapY < toY; tapY++) {
        const row = x + (((startY + tapY * window.dilationY) * window.width) as usize) * pixel;
        for (let tapX = 0; tapX < window.kernelWidth; tapX++) {
          const startX = tapX * window.dilationX - window.padLeft;
          const fromX = firstTap(startX, window.strideX);
          const toX = lastTap(startX, window.strideX, window.outWidth, window.width);
          const tap = dfilter + ((tapY * window.kernelWidth + tapX) as usize) * pixel;
          for (let c: usize = 0; c < pixel; c += 16) {
            let sum = v128.load(tap + c);
            let from = row + ((startX + fromX * window.strideX) as usize) * pixel + c;
            let gradient = dy + (fromX as usize) * pixel + c;
            for (let outX = fromX; outX < toX; outX++) {
              sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(gradient)));
              from += (window.strideX as usize) * pixel;
              gradient += pixel;
            }
            v128.store(tap + c, sum);
          }
        }
      }
    }
  }
}
