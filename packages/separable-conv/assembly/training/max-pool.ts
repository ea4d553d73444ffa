// The way back of max pooling, four channels at a time: each dy goes to the first maximum of its window. Channels are a multiple of four.
import { fill } from "./patches";
import { firstTap, lastTap, Window } from "../window";

export function maxPoolGrad(at: usize, dy: usize, x: usize, dx: usize): void {
  const window = changetype<Window>(at);
  const pixel = (window.channels * 4) as usize;
  const image = ((window.height * window.width) as usize) * pixel;
  fill(dx, window.batch * (image as i32));
  for (let n = 0; n < window.batch; n++, x += image, dx += image) {
    for (let outY = 0; outY < window.outHeight; outY++) {
      const startY = outY * window.strideY - window.padTop;
      const fromY = startY + firstTap(startY, 1);
      const toY = startY + lastTap(startY, 1, window.kernelHeight, window.height);
      for (let outX = 0; outX < window.outWidth; outX++) {
        const startX = outX * window.strideX - window.padLeft;
        const fromX = startX + firstTap(startX, 1);
        const toX = startX + lastTap(startX, 1, window.kernelWidth, window.width);
        for (let c: usize = 0; c < pixel; c += 16, dy += 16) {
          let place = ((fromY * window.width + fromX) as usize) * pixel + c;
          let best = v128.load(x + place);
          let winner = i32x4.splat(place as i32);
          for (let tapY = fromY; tapY < toY; tapY++) {
            place = ((tapY * window.width + fromX) as usize) * pixel + c;
            for (let tapX = fromX; tapX < toX; tapX++, place += pixel) {
              const value = v128.load(x + place);
              const better = f32x4.gt(value, best);
              best = v128.bitselect(value, best, better);
              winner = v128.bitselect(i32x4.splat(place as i32), winner, better);
            }
          }
          addAt(dx + (i32x4.extract_lane(winner, 0) as usize), f32.load(dy));
          addAt(dx + (i32x4.extract_lane(winner, 1) as usize) + 4, f32.load(dy, 4));
          addAt(dx + (i32x4.extract_lane(winner, 2) as usize) + 8, f32.load(dy, 8));
          addAt(dx + (i32x4.extract_lane(winner, 3) as usize) + 12, f32.load(dy, 12));
        }
      }
    }
  }
}

function addAt(to: usize, value: f32): void {
  f32.store(to, f32.load(to) + value);
}
