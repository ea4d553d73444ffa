// The recording of kernels by itself: what a step of training does not show.
import * as tf from "@tensorflow/tfjs-core";
import { describeBackends, expectNoLeak } from "@xception/testing";
import { expect, it } from "vitest";

import { replaying } from "../src/replay/replaying.ts";

/** Runs it three times on other values: recorded, and replayed twice. */
async function thrice(fn: (...tensors: tf.Tensor[]) => tf.Tensor[], arguments_: (run: number) => tf.Tensor[]): Promise<number[][][]> {
  const traced = replaying.trace(fn);
  const read: number[][][] = [];
  for (const run of [1, 2, 3]) {
    const values = arguments_(run);
    const results = await traced.elsewhere(...values);
    read.push(await Promise.all(results.map(async (tensor) => [...(await tensor.data<"float32">())])));
    tf.dispose([...values, ...results]);
  }
  traced.dispose();
  return read;
}

describeBackends(
  "a recording",
  () => {
    it("computes with the values of each call, and with those from outside that it saw", async () => {
      const outside = tf.tensor1d([10, 20]);
      const read = await thrice(
        (x, y) => [tf.add(tf.mul(x, 2), outside), tf.sum(tf.concat([x, y]))],
        (run) => [tf.tensor1d([run, 1]), tf.tensor1d([100 * run])],
      );
      expect(read).toEqual([
        [[12, 22], [102]],
        [[14, 22], [203]],
        [[16, 22], [304]],
      ]);
      outside.dispose();
    });

    it("gives arguments, constants, other shapes and one tensor twice as tensors of their own", async () => {
      await expectNoLeak(async () => {
        const read = await thrice(
          (x) => {
            const [first, twice] = [x, tf.square(x)];
            return [tf.clone(first), tf.scalar(7), tf.reshape(first, [2, 1]), twice, tf.reshape(twice, [1, 2])];
          },
          (run) => [tf.tensor1d([run, 3])],
        );
        expect(read).toEqual([1, 2, 3].map((run) => [[run, 3], [7], [run, 3], [run * run, 9], [run * run, 9]]));
        return [];
      });
    });

    it("asks for numbers anew at every call", async () => {
      let number = 0;
      const read = await thrice(
        (x) => [
          tf.mul(
            x,
            replaying.everyCall([], () => Float32Array.of(number++)),
          ),
        ],
        () => [tf.tensor1d([1, 2])],
      );
      expect(read).toEqual([[[0, 0]], [[1, 2]], [[2, 4]]]);
      const now = replaying.everyCall([1], () => Float32Array.of(5)); // of no recording
      expect([...(await now.data())]).toEqual([5]);
      now.dispose();
    });

    it("is of shapes, types and buffers that are the same: others are recorded by themselves", async () => {
      const traced = replaying.trace((x, y) => [tf.add(x, y)]);
      const read = async (...values: tf.Tensor[]): Promise<number[]> => {
        const results = await traced.elsewhere(...values);
        const numbers = [...(await (results[0] as tf.Tensor).data<"float32">())];
        tf.dispose(results);
        return numbers;
      };
      const [one, two, three] = [tf.tensor1d([1]), tf.tensor1d([2]), tf.tensor1d([3, 4])];
      expect(await read(one, one)).toEqual([2]);
      expect(await read(one, two)).toEqual([3]);
      expect(await read(two, two)).toEqual([4]);
      expect(await read(three, three)).toEqual([6, 8]);
      expect(await read(two, one)).toEqual([3]);
      traced.dispose();
      tf.dispose([one, two, three]);
    });

    it("leaves nothing behind, neither where a call fails", async () => {
      await expectNoLeak(async () => {
        let fails = false;
        const own: tf.Tensor[] = []; // of the recorded run alone
        const traced = replaying.trace((x) => {
          const between = tf.square(x);
          const factor = replaying.everyCall([2], () => {
            if (fails) throw new RangeError("no numbers");
            return Float32Array.of(1, 2);
          });
          own.push(tf.keep(tf.exp(between)));
          return [tf.mul(between, factor), between];
        });
        const x = tf.tensor1d([3, 4]);
        const kept = tf.memory().numTensors;
        tf.dispose(await traced.elsewhere(x));
        const held = tf.memory().numTensors;
        expect(held).toBe(kept + 1);
        tf.dispose(await traced.elsewhere(x));
        fails = true;
        await expect(traced.elsewhere(x)).rejects.toThrow("no numbers");
        fails = false;
        const results = await traced.elsewhere(x);
        expect([...(await (results[0] as tf.Tensor).data())]).toEqual([9, 32]);
        tf.dispose([x, ...results]);
        expect(tf.memory().numTensors).toBe(held - 1);
        traced.dispose();
        return own;
      });
    });

    it("refuses to read a value, and leaves nothing behind then", async () => {
      await expectNoLeak(async () => {
        const traced = replaying.trace((x) => [tf.scalar((tf.add(x, 1).dataSync()[0] as number) + 1)]);
        const x = tf.tensor1d([3]);
        await expect(traced.elsewhere(x)).rejects.toThrow(
          '[Recorder] a step of training reads a value while it is recorded. Create the session with compiler: "none".',
        );
        traced.dispose();
        return x;
      });
    });
  },
  ["cpu", "wasm", "webgpu"],
);
