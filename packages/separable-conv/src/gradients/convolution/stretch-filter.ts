// A dilated filter is a larger filter with zeros between its taps. So a backend whose backprop kernels overlook dilation gives the right
// gradients all the same: of the stretched filter, from which the taps are then taken.
import * as tf from "@tensorflow/tfjs-core";

type Dilation = readonly [number, number];

/** Pixels that `taps` taps reach over. */
export const reach = (taps: number, dilation: number): number => (taps - 1) * dilation + 1;

/** [kh, kw, C, M] → [(kh−1)·dy+1, (kw−1)·dx+1, C, M], zeros between the taps. */
export function stretchFilter(filter: tf.Tensor4D, [y, x]: Dilation): tf.Tensor4D {
  const [height, width, channels, filters] = filter.shape;
  const rows = spread(tf.reshape(filter, [1, height, width * channels * filters]), y);
  const columns = spread(tf.reshape(rows, [reach(height, y), width, channels * filters]), x);
  return tf.reshape(columns, [reach(height, y), reach(width, x), channels, filters]);
}

/** The taps of a stretched filter: what `stretchFilter` made of them. */
export function takeTaps(stretched: tf.Tensor4D, [y, x]: Dilation): tf.Tensor4D {
  const [height, width, channels, filters] = stretched.shape;
  const taps = [(height - 1) / y + 1, (width - 1) / x + 1] as const;
  const rows = gather(tf.reshape(stretched, [1, height, width * channels * filters]), y);
  const columns = gather(tf.reshape(rows, [taps[0], width, channels * filters]), x);
  return tf.reshape(columns, [...taps, channels, filters]);
}

// Both work on the middle axis: each of its entries gets, or loses, dilation − 1 followers; the last entry has none.
function spread(tensor: tf.Tensor3D, dilation: number): tf.Tensor3D {
  const [outer, count, inner] = tensor.shape;
  if (dilation === 1) return tensor;
  const followed = tf.pad3d(tf.reshape(tensor, [outer * count, 1, inner]), [
    [0, 0],
    [0, dilation - 1],
    [0, 0],
  ]);
  return tf.slice3d(tf.reshape(followed, [outer, count * dilation, inner]), [0, 0, 0], [outer, reach(count, dilation), inner]);
}

function gather(tensor: tf.Tensor3D, dilation: number): tf.Tensor3D {
  const [outer, length, inner] = tensor.shape;
  if (dilation === 1) return tensor;
  const count = (length - 1) / dilation + 1;
  const padded = tf.pad3d(tensor, [
    [0, 0],
    [0, count * dilation - length],
    [0, 0],
  ]);
  return tf.reshape(tf.slice3d(tf.reshape(padded, [outer * count, dilation, inner]), [0, 0, 0], [outer * count, 1, inner]), [
    outer,
    count,
    inner,
  ]);
}
