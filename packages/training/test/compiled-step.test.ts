// A step as one operation of TensorFlow's: the numbers of the step that runs operation by operation.
import * as tf from "@tensorflow/tfjs-core";
import type { ParameterArray } from "@xception/network";
import { deviceVariable, everyCall, requireTensorFlowBackend, trace } from "@xception/tensorflow";
import { describeBackends, expectClose } from "@xception/testing";
import { createSession, type StepCompiler } from "@xception/training";
import { describe, expect, it } from "vitest";

import { schedule, stepCases as cases, train } from "./step-cases.ts";
import { tinyOptions } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

const givingTensors: StepCompiler = { trace: (fn) => trace(fn), everyCall };
const compilers = [
  ["that gives tensors", givingTensors],
  ["that replaces variables", { ...givingTensors, variable: deviceVariable }],
] as const;

describeBackends(
  "a compiled step",
  () => {
    describe.each(compilers)("%s", (_, compiler) => {
      it.each(cases)("with %s gives the numbers of a plain one", async (_, options) => {
        const [plain, compiled] = [
          createSession({ ...tinyOptions, schedule, ...options }),
          createSession({ ...tinyOptions, schedule, ...options, compiler }),
        ];
        const expected = await train(plain);
        for (const [index, loss] of (await train(compiled)).entries()) expect(loss).toBeCloseTo(expected[index] ?? NaN, 5);
        const state = await compiled.state();
        for (const [name, array] of (await plain.state()).parameters) {
          await expectClose(state.parameters.get(name) as ParameterArray, array);
        }
        expect(compiled.configuration).toEqual(plain.configuration);
        plain.dispose();
        compiled.dispose();
      });

      it("goes on from a state as if it had not stopped", async () => {
        const options = { ...tinyOptions, schedule, optimizer: { kind: "adam" }, polyak: { decay: 0.9 }, compiler } as const;
        const whole = createSession(options);
        await train(whole);
        const state = await whole.state();
        const expected = await train(whole);
        const again = createSession({ ...options, parameters: state.parameters });
        again.restore(state);
        expect(await train(again)).toEqual(expected);
        whole.dispose();
        again.dispose();
      });

      it("takes steps that are asked for before the one before is done, and reads, restores and disposes in turn", async () => {
        const options = { ...tinyOptions, schedule, compiler };
        const [hasty, patient] = [createSession(options), createSession(options)];
        const initial = await hasty.state();
        const hurried = Promise.all([0, 1].map((number) => hasty.step(tinyBatch(number))));
        expect(hasty.progress.step).toBe(2);
        const between = hasty.parameters();
        const third = hasty.step(tinyBatch(2));
        const one = await patient.step(tinyBatch(0));
        const two = await patient.step(tinyBatch(1));
        const parameters = await patient.parameters();
        expect(await hurried).toEqual([one, two]);
        for (const [name, array] of await between) await expectClose(array, parameters.get(name) as ParameterArray, { tolerance: 0 });
        expect(await third).toEqual(await patient.step(tinyBatch(2)));

        const fourth = hasty.step(tinyBatch(3));
        hasty.restore(initial);
        expect(hasty.progress.step).toBe(0);
        expect(await hasty.step(tinyBatch(0))).toEqual(one);
        expect((await fourth).step).toBe(4);
        const last = hasty.step(tinyBatch(1));
        hasty.dispose();
        patient.dispose();
        expect(await last).toEqual(two);
        await expect(hasty.step(tinyBatch(0))).rejects.toThrow("[Session] this session is disposed. Create another one.");
      });

      it("of a batch that does not fit changes nothing", async () => {
        const session = createSession({ ...tinyOptions, schedule, compiler });
        await session.step(tinyBatch(0));
        const before = await session.state();
        const wrong = { images: { shape: [1, 4, 4, 3], data: new Float32Array(48) }, labels: Int32Array.of(0) };
        await expect(session.step(wrong)).rejects.toThrow();
        const { progress, parameters } = await session.state();
        expect(progress).toEqual(before.progress);
        for (const [name, array] of parameters) await expectClose(array, before.parameters.get(name) as ParameterArray, { tolerance: 0 });
        session.dispose();
      });

      it.each([1, 2])("of %i parts leaves nothing behind", async (accumulate) => {
        const counts = (): number[] => [tf.memory().numTensors, requireTensorFlowBackend(tf.backend()).tensors.size];
        const before = counts();
        const session = createSession({ ...tinyOptions, schedule, compiler, accumulate });
        await session.step(tinyBatch(0));
        const after = counts();
        await session.step(tinyBatch(1));
        expect(counts()).toEqual(after);
        session.dispose();
        expect(counts()).toEqual(before);
      });
    });

    it("that fails while it replaces variables leaves a session that wants a state", async () => {
      let fails = false;
      const compiler: StepCompiler = {
        trace(fn) {
          const traced = trace(fn);
          return { ...traced, elsewhere: (...tensors) => (fails ? Promise.reject(new Error("lost")) : traced.elsewhere(...tensors)) };
        },
        everyCall,
        variable: deviceVariable,
      };
      const session = createSession({ ...tinyOptions, schedule, compiler });
      const initial = await session.state();
      const first = await session.step(tinyBatch(0));
      fails = true;
      await expect(session.step(tinyBatch(1))).rejects.toThrow("lost");
      fails = false;
      const message =
        "[Session] a step failed on its way, and has left parameters of before and of after it. Restore a state, such as the last checkpoint's.";
      await expect(session.step(tinyBatch(1))).rejects.toThrow(message);
      await expect(session.parameters()).rejects.toThrow(message);
      await expect(session.state()).rejects.toThrow(message);
      session.restore(initial);
      expect(await session.step(tinyBatch(0))).toEqual(first);
      session.dispose();
    });
  },
  ["tensorflow"],
);
