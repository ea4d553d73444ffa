// Values that stay in TensorFlow and are replaced there.
import * as tf from "@tensorflow/tfjs-core";
import { deviceVariable, trace } from "@xception/tensorflow";
import { describe, expect, it } from "vitest";

import { useTensorFlow } from "./use-tensorflow.ts";

describe("a device variable", () => {
  const tensorflow = useTensorFlow();

  const nothing = /^\[tensorflow\] ReadVariableOp ended with (NOT_FOUND|FAILED_PRECONDITION): /;
  const values = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

  it("has the value that was assigned last, and what was read before stays", () => {
    const variable = deviceVariable(tf.tensor2d([[1, 2]]));
    const before = variable.read();
    variable.assign(tf.tensor2d([[3, 4]]));
    expect([before, variable.read()].map(values)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(variable.read().shape).toEqual([1, 2]);
    variable.dispose();
  });

  it("is replaced at every call of a traced function, also on another thread", async () => {
    const total = deviceVariable(tf.zeros([2]));
    const add = trace((x: tf.Tensor) => {
      total.assign(tf.add(total.read(), x));
      return [];
    });
    add(tf.tensor1d([1, 2]));
    add(tf.tensor1d([10, 20]));
    await add.elsewhere(tf.tensor1d([100, 200]));
    expect(values(total.read())).toEqual([111, 222]);
    expect(add.recordings).toBe(1);
    total.dispose();
  });

  it("is read as it was at the start of the call until the function assigns to it, and as assigned from then on", () => {
    const [a, b] = [deviceVariable(tf.scalar(1)), deviceVariable(tf.scalar(2))];
    const swap = trace(() => {
      const [first, second] = [a.read(), b.read()];
      a.assign(second);
      b.assign(first);
      return [tf.mul(first, 10), tf.mul(a.read(), 10)];
    });
    for (let call = 0; call < 10; call++) swap();
    expect([a.read(), b.read()].flatMap(values)).toEqual([1, 2]);
    expect(swap().flatMap(values)).toEqual([10, 20]);
    expect([a.read(), b.read()].flatMap(values)).toEqual([2, 1]);
    a.dispose();
    b.dispose();
  });

  it("gives its value away: it has none until one is assigned, and whoever read it before keeps what was read", () => {
    const variable = deviceVariable(tf.tensor1d([1, 2]));
    const before = variable.read();
    const add = trace(() => {
      variable.assign(tf.add(variable.take(), 10));
      return [];
    });
    add();
    add();
    expect([before, variable.read()].map(values)).toEqual([
      [1, 2],
      [21, 22],
    ]);
    expect(values(variable.take())).toEqual([21, 22]);
    expect(() => variable.read()).toThrow(nothing);
    variable.assign(before);
    expect(values(variable.read())).toEqual([1, 2]);
    variable.dispose();
  });

  it("leaves nothing behind", () => {
    const counts = (): number[] => [tf.memory().numTensors, tensorflow.backend.tensors.size];
    const initial = tf.neg(tf.ones([3]));
    const before = counts();
    const variable = deviceVariable(initial);
    variable.assign(initial);
    const traced = trace(() => {
      variable.assign(tf.neg(variable.take()));
      return [];
    });
    traced();
    traced.dispose();
    variable.read().dispose();
    expect(counts()).toEqual(before);
    variable.dispose();
    expect(counts()).toEqual(before);
    expect(() => variable.read()).toThrow(nothing);
  });

  it("refuses another shape or type, and two values in one function", () => {
    const variable = deviceVariable(tf.zeros([2]));
    expect(() => {
      variable.assign(tf.zeros([2, 1]));
    }).toThrow("[deviceVariable] float32 of shape [2, 1] came, expected float32 of shape [2]. Make another variable for it.");
    expect(() => {
      variable.assign(tf.zeros([2], "int32"));
    }).toThrow("[deviceVariable] int32 of shape [2] came, expected float32 of shape [2]. Make another variable for it.");
    const twice = trace(() => {
      variable.assign(tf.ones([2]));
      variable.assign(tf.zeros([2]));
      return [];
    });
    expect(() => twice()).toThrow(
      "[deviceVariable] a traced function assigns to a variable for the second time. Assign the last value only.",
    );
    variable.dispose();
  });
});
