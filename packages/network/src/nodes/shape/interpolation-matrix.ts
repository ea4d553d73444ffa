import * as tf from "@tensorflow/tfjs-core";

/**
 * The matrix [1, length · factor, length] that makes a row of pixels `factor` times as long.
 *
 * A new pixel's centre lies at (index + ½) / factor − ½ of the old ones; "nearest" takes the closest, "bilinear" weighs its two
 * neighbours; beyond the border the outermost goes on.
 */
export function interpolationMatrix(length: number, factor: number, interpolation: "nearest" | "bilinear"): tf.Tensor3D {
  const data = new Float32Array(length * factor * length);
  const add = (row: number, column: number, share: number): void => {
    const place = row * length + Math.min(Math.max(column, 0), length - 1);
    data[place] = (data[place] ?? 0) + share;
  };
  for (let row = 0; row < length * factor; row += 1) {
    const centre = (row + 0.5) / factor - 0.5;
    const before = Math.floor(centre);
    if (interpolation === "nearest") {
      add(row, Math.floor(row / factor), 1);
    } else {
      add(row, before, 1 - (centre - before));
      add(row, before + 1, centre - before);
    }
  }
  return tf.tensor3d(data, [1, length * factor, length]);
}
