import * as tf from "@tensorflow/tfjs-core";

/** How many times as large a pooling window is as its part inside the image, for each output place: [1, H′, W′, 1]. */
export function windowShare(image: [number, number, number, number], attributes: tf.AvgPoolAttrs): tf.Tensor4D {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const info = tf.backend_util.computePool2DInfo(image, filterSize, strides, 1, pad, dimRoundingMode);
  const rows = shares(info.outHeight, info.filterHeight, info.strideHeight, info.padInfo.top, info.inHeight);
  const columns = shares(info.outWidth, info.filterWidth, info.strideWidth, info.padInfo.left, info.inWidth);
  const data = rows.flatMap((row) => columns.map((column) => row * column));
  return tf.tensor4d(data, [1, info.outHeight, info.outWidth, 1]);
}

/** The same along one axis. */
function shares(places: number, window: number, stride: number, before: number, size: number): number[] {
  return Array.from({ length: places }, (_, place) => {
    const start = place * stride - before;
    return window / (Math.min(start + window, size) - Math.max(start, 0));
  });
}
