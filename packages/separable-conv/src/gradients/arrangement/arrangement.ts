// What moves values without changing them: the gradient moves them back.
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf } from "../gradient-of.ts";

const back = (kernelName: string, input: string): tf.GradConfig =>
  gradientOf(kernelName, { inputs: [input] }, (dy, [saved]) => ({ [input]: () => tf.reshape(dy, (saved as tf.Tensor).shape) }));

const concat: tf.GradConfig = {
  kernelName: tf.Concat,
  saveAllInputs: true,
  gradFunc: (dy, saved, { axis }) => {
    const [along] = tf.util.parseAxisParam(axis as number, (saved[0] as tf.Tensor).shape) as [number];
    const lengths = saved.map((part) => part.shape[along] as number);
    // At once and not in the closures, which each own only what they return.
    const parts = tf.split(dy as tf.Tensor, lengths, along);
    return Object.fromEntries(parts.map((part, index) => [index, () => part]));
  },
};

const split: tf.GradConfig = {
  kernelName: tf.SplitV,
  gradFunc: (dy, _, { axis }) => ({ x: () => tf.concat(Array.isArray(dy) ? dy : [dy], axis as number) }),
};

const pad = gradientOf(tf.PadV2, { inputs: ["x"] }, (dy, [x], { paddings }) => ({
  x: () =>
    tf.slice(
      dy,
      (paddings as [number, number][]).map(([before]) => before),
      (x as tf.Tensor).shape,
    ),
}));

const slice = gradientOf(tf.Slice, { inputs: ["x"] }, (dy, [saved], { begin, size }) => ({
  x: () => {
    const x = saved as tf.Tensor;
    const [starts] = tf.slice_util.parseSliceParams(x, begin as number[], size as number[]);
    return tf.pad(
      dy,
      x.shape.map((length, axis): [number, number] => {
        const start = starts?.[axis] as number;
        return [start, length - start - (dy.shape[axis] as number)];
      }),
    );
  },
}));

const transpose = gradientOf(tf.Transpose, {}, (dy, _, { perm }) => ({
  x: () => tf.transpose(dy, tf.backend_util.getUndoAxesPermutation(perm as number[])),
}));

export const arrangementGradients: readonly tf.GradConfig[] = [
  back(tf.Reshape, "x"),
  back(tf.ExpandDims, "input"),
  concat,
  split,
  pad,
  slice,
  transpose,
];
