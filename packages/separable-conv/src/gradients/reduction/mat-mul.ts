// With c = a · b, and likewise where one or both are transposed: da = dc · bᵀ and db = aᵀ · dc.
import * as tf from "@tensorflow/tfjs-core";

import { gradientOf } from "../gradient-of.ts";
import { sumTo } from "../sum-to.ts";

export const matMulGradient = gradientOf(tf.BatchMatMul, { inputs: ["a", "b"] }, (dc, saved, { transposeA, transposeB }) => {
  const [a, b] = saved as [tf.Tensor, tf.Tensor];
  return {
    a: () => sumTo(a.shape, transposeA ? tf.matMul(b, dc, transposeB as boolean, true) : tf.matMul(dc, b, false, !transposeB)),
    b: () => sumTo(b.shape, transposeB ? tf.matMul(dc, a, true, transposeA as boolean) : tf.matMul(a, dc, !transposeA, false)),
  };
});
