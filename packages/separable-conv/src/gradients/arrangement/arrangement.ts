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

const reverse = gradientOf(tf.Reverse, {}, (dy, _, { dims }) => ({ x: () => tf.reverse(dy, dims as number[]) }));

/** Each of the repeats of x as an axis of its own in front of x's, to be summed over. */
const tile = gradientOf(tf.Tile, { inputs: ["x"] }, (dy, [saved], { reps }) => ({
  x: () => {
    const { shape } = saved as tf.Tensor;
    const split = shape.flatMap((length, axis) => [(reps as number[])[axis] as number, length]);
    return tf.sum(
      tf.reshape(dy, split),
      shape.map((_, axis) => 2 * axis),
    );
  },
}));

const stack: tf.GradConfig = {
  kernelName: tf.Pack,
  gradFunc: (dy, _, { axis }) => {
    const parts = tf.unstack(dy as tf.Tensor, axis as number);
    return Object.fromEntries(parts.map((part, index) => [index, () => part]));
  },
};

const unstack: tf.GradConfig = {
  kernelName: tf.Unpack,
  gradFunc: (dy, _, { axis }) => ({ value: () => tf.stack(Array.isArray(dy) ? dy : [dy], axis as number) }),
};

// tf.pool with a dilation is made of these two.
const spaceToBatch = gradientOf(tf.SpaceToBatchND, {}, (dy, _, { blockShape, paddings }) => ({
  x: () => tf.batchToSpaceND(dy, blockShape as number[], paddings as number[][]),
}));

const batchToSpace = gradientOf(tf.BatchToSpaceND, {}, (dy, _, { blockShape, crops }) => ({
  x: () => tf.spaceToBatchND(dy, blockShape as number[], crops as number[][]),
}));

export const arrangementGradients: readonly tf.GradConfig[] = [
  reverse,
  tile,
  stack,
  unstack,
  spaceToBatch,
  batchToSpace,

  back(tf.Reshape, "x"),
  back(tf.ExpandDims, "input"),
  concat,
  split,
  pad,
  slice,
  transpose,
];
