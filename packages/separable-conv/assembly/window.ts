// How the windows of a convolution or pooling lie on an image: the fields of src/kernels/window.ts in the order in which
// src/wasm/tasks/window-fields.ts puts them into memory.

@unmanaged
export class Window {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideY: i32;
  strideX: i32;
  dilationY: i32;
  dilationX: i32;
  padTop: i32;
  padLeft: i32;
}

/** First tap that lies on the image, of a window that starts at `start` (which may be before the image). */
export function firstTap(start: i32, dilation: i32): i32 {
  return start >= 0 ? 0 : (dilation - 1 - start) / dilation;
}

/** One past the last tap that lies on an image of `length`. */
export function lastTap(start: i32, dilation: i32, taps: i32, length: i32): i32 {
  return max(0, min(taps, (length - start + dilation - 1) / dilation));
}
