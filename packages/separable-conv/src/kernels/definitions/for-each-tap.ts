// The walk that all convolutions and poolings share.
import type { Window } from "../window.ts";

/**
 * Calls `visit` for every output pixel and every tap of the filter that lies on the image there, row by row; all four are counted in
 * pixels: `out` from the start of y, `tap` from the start of the filter, `pixel` from the start of x.
 */
export function forEachTap(window: Window, visit: (out: number, tap: number, pixel: number) => void): void {
  const { batch, height, width, outHeight, outWidth, kernelHeight, kernelWidth } = window;
  for (let n = 0; n < batch; n++) {
    for (let outY = 0; outY < outHeight; outY++) {
      for (let outX = 0; outX < outWidth; outX++) {
        const out = (n * outHeight + outY) * outWidth + outX;
        for (let tapY = 0; tapY < kernelHeight; tapY++) {
          const y = outY * window.strideY + tapY * window.dilationY - window.padTop;
          if (y < 0 || y >= height) continue;
          for (let tapX = 0; tapX < kernelWidth; tapX++) {
            const x = outX * window.strideX + tapX * window.dilationX - window.padLeft;
            if (x < 0 || x >= width) continue;
            visit(out, tapY * kernelWidth + tapX, (n * height + y) * width + x);
          }
        }
      }
    }
  }
}
