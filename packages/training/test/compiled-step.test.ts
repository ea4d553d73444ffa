// A step as one operation of TensorFlow's: the numbers of the step that runs operation by operation.
import * as tf from "@tensorflow/tfjs-core";
import { initialise, type ParameterArray } from "@xception/network";
import { everyCall, requireTensorFlowBackend, trace } from "@xception/tensorflow";
import { describeBackends, expectClose } from "@xception/testing";
import { createSession, type Session, type SessionOptions, type StepCompiler } from "@xception/training";
import { expect, it } from "vitest";

import { tinyOptions, tinyWithDropout } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

const compiler: StepCompiler = { trace: (fn) => trace(fn), everyCall };
const schedule = { kind: "stepDecay", initial: 0.05, factor: 0.5, every: 2, unit: "steps" } as const;
const cases: readonly [string, Partial<SessionOptions>][] = [
  [
    "SGD with Nesterov's momentum, Polyak's averages and decay as L2",
    { optimizer: { kind: "sgd", momentum: 0.9, nesterov: true }, polyak: { decay: 0.9 }, weightDecay: { rate: 1e-3 } },
  ],
  ["RMSprop with clipped gradients", { optimizer: { kind: "rmsprop", epsilon: 1e-3 }, clipNorm: 0.5 }],
  [
    "Adam with decoupled decay and smoothed labels",
    { optimizer: { kind: "adam" }, weightDecay: { rate: 0.1, kind: "decoupled" }, labelSmoothing: 0.1 },
  ],
  ["frozen nodes", { frozen: ["conv*"] }],
  ["dropout", { network: tinyWithDropout, parameters: initialise(tinyWithDropout, { seed: 1 }), seed: 7 }],
];

/** Losses of four steps, the third on a smaller batch. */
async function train(session: Session): Promise<number[]> {
  const losses: number[] = [];
  for (const size of [8, 8, 3, 8]) losses.push((await session.step(tinyBatch(losses.length, size))).loss);
  return losses;
}

describeBackends(
  "a compiled step",
  () => {
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

    it("leaves nothing behind", async () => {
      const counts = (): number[] => [tf.memory().numTensors, requireTensorFlowBackend(tf.backend()).tensors.size];
      const before = counts();
      const session = createSession({ ...tinyOptions, schedule, compiler });
      await session.step(tinyBatch(0));
      const after = counts();
      await session.step(tinyBatch(1));
      expect(counts()).toEqual(after);
      session.dispose();
      expect(counts()).toEqual(before);
    });
  },
  ["tensorflow"],
);
