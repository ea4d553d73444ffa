// A step whose kernels are recorded once and then run again: the values of the step that runs operation by operation.
import * as tf from "@tensorflow/tfjs-core";
import type { ParameterArray } from "@xception/network";
import { describeBackends, expectClose, expectNoLeak } from "@xception/testing";
import { createSession } from "@xception/training";
import { expect, it } from "vitest";

import { schedule, stepCases, train } from "./step-cases.ts";
import { tinyOptions } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

describeBackends(
  "a replayed step",
  (backend) => {
    // A graphics driver in software takes seconds a case.
    it.each(backend === "webgpu" ? stepCases.slice(-1) : stepCases)(
      "with %s gives the values of a plain one, and leaves nothing behind",
      async (_, options) => {
        const [tolerance, times] = backend === "webgpu" ? [1e-5, 1] : [0, 2];
        await expectNoLeak(async () => {
          const plain = createSession({ ...tinyOptions, schedule, ...options, compiler: "none" });
          const replayed = createSession({ ...tinyOptions, schedule, ...options });
          for (let time = 0; time < times; time += 1) {
            const losses = [await train(replayed), await train(plain)].map((data) => ({
              shape: [data.length],
              data: Float32Array.from(data),
            }));
            await expectClose(losses[0] as ParameterArray, losses[1] as ParameterArray, { tolerance });
          }
          const [state, expected] = [await replayed.state(), await plain.state()];
          expect(state.progress).toEqual(expected.progress);
          for (const part of ["parameters", "averages", "slots"] as const) {
            for (const [name, array] of expected[part]) await expectClose(state[part].get(name) as ParameterArray, array, { tolerance });
          }
          plain.dispose();
          replayed.dispose();
          return [];
        });
      },
    );

    it("holds as much after every step", async () => {
      const session = createSession({ ...tinyOptions, polyak: { decay: 0.9 }, accumulate: 2 });
      const held = (): number[] => [tf.memory().numTensors, tf.memory().numDataBuffers, tf.engine().backend.numDataIds()];
      await session.step(tinyBatch(0));
      const after = held();
      await session.step(tinyBatch(1));
      expect(held()).toEqual(after);
      session.dispose();
    });

    it("of a batch that does not fit changes nothing", async () => {
      const session = createSession(tinyOptions);
      await session.step(tinyBatch(0));
      const before = await session.state();
      const held = tf.memory().numTensors;
      const wrong = { images: { shape: [1, 4, 4, 3], data: new Float32Array(48) }, labels: Int32Array.of(0) };
      await expect(session.step(wrong)).rejects.toThrow();
      expect(tf.memory().numTensors).toBe(held);
      const { progress, parameters } = await session.state();
      expect(progress).toEqual(before.progress);
      for (const [name, array] of parameters) await expectClose(array, before.parameters.get(name) as ParameterArray, { tolerance: 0 });
      session.dispose();
    });
  },
  ["cpu", "wasm", "webgpu"],
);
