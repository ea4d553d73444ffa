// Traced functions: the same numbers as without, run as one operation.
import * as tf from "@tensorflow/tfjs-core";
import { everyCall, trace, TraceError } from "@xception/tensorflow";
import { registerGradients } from "@xception/separable-conv";
import { expectClose, seeded } from "@xception/testing";
import { afterEach, beforeAll, describe, expect, it } from "vitest";

import { useTensorFlow } from "./use-tensorflow.ts";

describe("trace", () => {
  const tensorflow = useTensorFlow();
  beforeAll(registerGradients);
  afterEach(() => {
    tf.disposeVariables();
  });

  const small = (x: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor => tf.softmax(tf.relu(tf.matMul(x, weights)));

  it("gives the numbers of the plain function, and runs no part of it again", async () => {
    let runs = 0;
    const [x, weights] = [seeded<tf.Rank.R2>([2, 3], 1), seeded<tf.Rank.R2>([3, 4], 2)];
    const traced = trace((a: tf.Tensor2D, b: tf.Tensor2D) => {
      runs++;
      return small(a, b);
    });
    await expectClose(traced(x, weights), small(x, weights));
    await expectClose(traced(weights, seeded([4, 2], 3)), small(weights, seeded([4, 2], 3)));
    await expectClose(traced(tf.neg(x), weights), small(tf.neg(x), weights));
    expect([runs, traced.recordings]).toEqual([2, 2]);
    traced.dispose();
    expect(() => traced(x, weights)).toThrow(new TraceError("[trace] the function is disposed of. Trace it again."));
  });

  it("gives lists and objects as the function does, what it was given and one thing twice among them", () => {
    const list = trace((x: tf.Tensor) => [x, tf.add(x, 1), x] as const);
    expect(list(tf.tensor1d([1, 2])).map((tensor) => Array.from(tensor.dataSync()))).toEqual([
      [1, 2],
      [2, 3],
      [1, 2],
    ]);
    const object = trace((x: tf.Tensor) => ({ twice: tf.mul(x, 2), constant: tf.scalar(7) }));
    const { twice, constant } = object(tf.tensor1d([1, 2]));
    expect([Array.from(twice.dataSync()), Array.from(constant.dataSync())]).toEqual([[2, 4], [7]]);
  });

  it.each([true, false])("takes tensors from outside, which may be disposed of afterwards (freeze: %s)", (freeze) => {
    const outside = tf.tensor1d([10, 20]);
    const computed = tf.mul(outside, 2);
    const traced = trace((x: tf.Tensor) => tf.add(tf.add(x, outside), computed), { freeze });
    expect(Array.from(traced(tf.tensor1d([1, 2])).dataSync())).toEqual([31, 62]);
    expect(Array.from(outside.dataSync())).toEqual([10, 20]);
    tf.dispose([outside, computed]);
    expect(Array.from(traced(tf.tensor1d([2, 3])).dataSync())).toEqual([32, 63]);
  });

  it("keeps usable what the function keeps of its own making, if its values are known", () => {
    let kept: tf.Tensor | undefined;
    const traced = trace((x: tf.Tensor) => tf.add(x, (kept ??= tf.keep(tf.tensor1d([5, 6])))));
    expect(Array.from(traced(tf.tensor1d([1, 2])).dataSync())).toEqual([6, 8]);
    expect(Array.from(tf.add(kept as tf.Tensor, 1).dataSync())).toEqual([6, 7]);
    kept?.dispose();
  });

  it("reads and assigns variables at every call, and leaves them alone while it records", () => {
    const total = tf.variable(tf.tensor1d([0, 0]));
    const count = tf.variable(tf.scalar(0));
    const accumulate = trace((x: tf.Tensor1D) => {
      total.assign(tf.add(total, x));
      count.assign(tf.add(count, 1));
      return tf.div(total, count);
    });
    expect(Array.from(accumulate(tf.tensor1d([2, 4])).dataSync())).toEqual([2, 4]);
    total.assign(tf.tensor1d([100, 100]));
    expect(Array.from(accumulate(tf.tensor1d([0, 20])).dataSync())).toEqual([50, 60]);
    expect([Array.from(total.dataSync()), Array.from(count.dataSync())]).toEqual([[100, 120], [2]]);
  });

  it("trains with an optimizer of TensorFlow.js as without", () => {
    const [x, y] = [seeded<tf.Rank.R2>([8, 3], 1), seeded<tf.Rank.R2>([8, 1], 2)];
    const train = (
      wrap: (step: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Scalar) => (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Scalar,
    ): number[] => {
      const weights = tf.variable(seeded([3, 1], 3));
      const adam = tf.train.adam(0.1);
      const step = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Scalar =>
        adam.minimize(() => tf.losses.meanSquaredError(b, tf.matMul(a, weights)), true) as tf.Scalar;
      const losses = [step(x, y).dataSync()[0] as number];
      const wrapped = wrap(step);
      for (let index = 0; index < 4; index++) losses.push(wrapped(x, y).dataSync()[0] as number);
      return losses;
    };
    const [plain, traced] = [train((step) => step), train((step) => trace(step))];
    expect(traced[4]).toBeLessThan(traced[0] as number);
    for (const [index, loss] of plain.entries()) expect(traced[index]).toBeCloseTo(loss, 5);
  });

  it("runs elsewhere, while JavaScript goes on", async () => {
    const product = trace((x: tf.Tensor2D) => tf.matMul(x, x));
    const x = tf.ones<tf.Rank.R2>([512, 512]);
    product(x);
    const results = Promise.all([product.elsewhere(x), product.elsewhere(x)]);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const [a, b] = await results;
    clearInterval(timer);
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([512, 512]);
    expect(turns).toBeGreaterThan(0);
    tf.dispose([a, b]);
  });

  it("computes in bfloat16 where that is asked for", async () => {
    const [x, weights] = [seeded<tf.Rank.R2>([64, 256], 1), seeded<tf.Rank.R2>([256, 64], 2)];
    const exact = tf.matMul(x, weights);
    const traced = trace((a: tf.Tensor2D) => tf.matMul(a, weights), { precision: "bfloat16", freeze: true })(x);
    expect(traced.dtype).toBe("float32");
    // 8 bits of mantissa: a part in 256 of factors up to 1, summed over 256 of them.
    await expectClose(traced, exact, { tolerance: 0.1 });
  });

  it("computes in float16 on a processor too, whose largest number is 65,504", async () => {
    const traced = trace((a: tf.Tensor2D, b: tf.Tensor2D) => tf.matMul(a, b), { precision: "float16" });
    const [x, weights] = [seeded<tf.Rank.R2>([64, 64], 1), seeded<tf.Rank.R2>([64, 64], 2)];
    await expectClose(traced(x, weights), tf.matMul(x, weights), { tolerance: 0.01 });
    expect(traced(tf.fill([64, 64], 64), tf.fill([64, 64], 32)).dataSync()[0]).toBe(Infinity);
  });

  it("gathers by indices that are known only when it runs", () => {
    const rows = trace((x: tf.Tensor, indices: tf.Tensor1D) => tf.gather(x, indices));
    const x = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    expect(rows(x, tf.tensor1d([1, 0, 1], "int32")).arraySync()).toEqual([
      [3, 4],
      [1, 2],
      [3, 4],
    ]);
    expect(() => rows(x, tf.tensor1d([1, 0, 2], "int32"))).toThrow(/^\[tensorflow\] traced_function_\d+ ended with INVALID_ARGUMENT: /);
  });

  it("asks JavaScript anew at every call for what is to be asked for", async () => {
    let rate = 1;
    const before = tensorflow.backend.tensors.size;
    const scale = trace((x: tf.Tensor) =>
      tf.mul(
        tf.mul(
          x,
          everyCall([], () => Float32Array.of(rate)),
        ),
        everyCall([2], () => Float32Array.of(1, rate)),
      ),
    );
    const x = tf.ones([2]);
    const values = (): number[] => Array.from(scale(x).dataSync());
    expect(values()).toEqual([1, 1]);
    rate = 3;
    expect(values()).toEqual([3, 9]);
    const later = scale.elsewhere(x);
    rate = 5;
    const result = await later;
    expect(Array.from(result.dataSync())).toEqual([3, 9]);
    expect(scale.recordings).toBe(1);
    // x, the two results in this scope, and the one that is kept.
    expect(tensorflow.backend.tensors.size).toBe(before + 4);
    result.dispose();
    expect(Array.from(everyCall([1], () => Float32Array.of(rate)).dataSync())).toEqual([5]);
  });

  it("gives back all that it took", () => {
    const x = tf.ones([2]);
    const outside = tf.square(x);
    const before = [tensorflow.backend.tensors.size, tf.memory().numTensors];
    const traced = trace((a: tf.Tensor) => tf.add(a, outside));
    traced(x).dispose();
    traced(x).dispose();
    traced.dispose();
    expect([tensorflow.backend.tensors.size, tf.memory().numTensors]).toEqual(before);
  });

  it("names the operation where values are asked for that are not known", async () => {
    const message = (operation: string): string =>
      `[trace] the function reads values that ${operation} gives, which are known only when it runs. Give them back as a result, and read them outside.`;
    expect(() => trace((x: tf.Tensor) => tf.scalar(tf.relu(x).dataSync()[0] as number))(tf.ones([1]))).toThrow(message("Relu"));
    expect(() => trace((x: tf.Tensor) => tf.scalar(x.arraySync() as number))(tf.ones([]))).toThrow(message("Placeholder"));
    let read: Promise<unknown> | undefined;
    trace((x: tf.Tensor) => {
      read = tf.square(x).data();
      read.catch(() => undefined);
      return x;
    })(tf.ones([1]));
    await expect(read).rejects.toThrow(message("Square"));
  });

  it("refuses what has no fixed shape, and what is no tensor", () => {
    expect(() =>
      trace((x: tf.Tensor) => tensorflow.backend.executeSingleOutput("Where", [tensorflow.backend.typeAttribute("T", "float32")], [x]))(
        tf.ones([2]),
      ),
    ).toThrow(new TraceError("[trace] Where gives a shape that is known only when it runs. Leave it out of the function."));
    expect(() => trace(() => [1 as unknown as tf.Tensor])()).toThrow(
      "[trace] the function gave something that is no tensor. Give back a tensor, a list of tensors, or an object of tensors.",
    );
  });

  it("refuses to make variables, and to run within another", () => {
    const scope = tf.memory().numTensors;
    expect(() => trace((x: tf.Tensor) => tf.add(x, tf.variable(tf.scalar(1), true, "made-inside")))(tf.ones([1]))).toThrow(
      '[trace] the function makes the variable "made-inside", which would be a new one at each call. Make it before; an optimizer of TensorFlow.js makes its own at its first step.',
    );
    expect(tf.engine().registeredVariables["made-inside"]).toBeUndefined();
    const inner = trace((x: tf.Tensor) => tf.add(x, 1));
    expect(() => trace((x: tf.Tensor) => inner(x))(tf.ones([1]))).toThrow(
      "[trace] a traced function is called within another. Call the plain function there.",
    );
    expect(Array.from(tf.add(inner(tf.ones([1])), 1).dataSync())).toEqual([3]);
    expect(tf.memory().numTensors).toBeGreaterThanOrEqual(scope);
  });
});
