import * as tf from "@tensorflow/tfjs-core";
import { describeBackends, expectClose } from "@xception/testing";
import { createSession, type LabelledBatch } from "@xception/training";
import { expect, it } from "vitest";

import golden from "./golden/training.json";
import { pattern } from "./pattern.ts";
import { goldenParameters, tinyOptions as options, tinyWithDropout } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

const nothing: Numbers = { shape: [], data: [] };

/** The three batches of the golden run. */
const goldenBatches = [0, 1, 2].map((batch): LabelledBatch => {
  const all = pattern([3, 8, 8, 8, 2], 617).data;
  const labels = Int32Array.from({ length: 8 }, (_, example) => ((batch * 8 + example) * 5) % 3);
  return { images: { shape: [8, 8, 8, 2], data: all.slice(batch * 1024, (batch + 1) * 1024) }, labels };
});

describeBackends("a session", (backend) => {
  // Graphics in software takes a second a step on a busy machine.
  it("gives Keras' losses and parameters over 20 steps", async () => {
    const session = createSession({ ...options, parameters: goldenParameters(Object.keys(golden.parameters)) });
    const losses: number[] = [];
    for (let step = 0; step < 20; step += 1) losses.push((await session.step(goldenBatches[step % 3] as LabelledBatch)).loss);
    // Rounding differs from operation to operation, and twenty updates carry it on.
    await expectClose({ shape: [20], data: losses }, { shape: [20], data: golden.losses }, { tolerance: 1e-4 });
    const parameters = await session.parameters();
    for (const [name, expected] of Object.entries(golden.parameters)) {
      // In parts of the array's largest value.
      const part = 1 / Math.max(...expected.data.map(Math.abs));
      const scaled = ({ shape, data }: Numbers): Numbers => ({ shape, data: Array.from(data, (value) => value * part) });
      await expectClose(scaled(parameters.get(name) ?? nothing), scaled(expected), { tolerance: 1e-4 });
    }
    const executable = await session.executable();
    const { outputs } = await executable.run(goldenBatches[0]?.images ?? pattern([1], 1));
    await expectClose(outputs[0] ?? { shape: [], data: [] }, { shape: [8, 3], data: golden.logits }, { tolerance: 1e-4 });
    executable.dispose();
    session.dispose();
  }, 180_000);

  it("leaves nothing behind, whatever it is made of", async () => {
    const before = tf.memory().numTensors;
    const session = createSession({
      ...options,
      network: tinyWithDropout,
      optimizer: { kind: "rmsprop" },
      polyak: { decay: 0.9 },
      weightDecay: { rate: 1e-4 },
      clipNorm: 1,
    });
    const held = tf.memory().numTensors;
    for (let step = 0; step < 3; step += 1) {
      await session.step(tinyBatch(step));
      expect(tf.memory().numTensors).toBe(held);
    }
    session.restore(await session.state());
    expect(tf.memory().numTensors).toBe(held);
    session.dispose();
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("outlives the scope in which it works", async () => {
    const session = createSession(options);
    let report: Promise<unknown> = Promise.resolve();
    tf.tidy(() => {
      report = session.step(tinyBatch(0));
    });
    expect(await report).toMatchObject({ step: 1 });
    expect(await session.step(tinyBatch(1))).toMatchObject({ step: 2 });
    session.dispose();
  });

  it("learns three classes to the last image", async () => {
    const session = createSession({ ...options, seed: 3 });
    let correct = 0;
    const steps = backend === "webgpu" ? 20 : 60;
    for (let step = 0; step < steps; step += 1) ({ correct } = await session.step(tinyBatch(step % 2)));
    expect(correct).toBe(8);
    session.dispose();
  });

  it("Polyak's average follows parameters and moving statistics, and is what is evaluated", async () => {
    const session = createSession({ ...options, polyak: { decay: 0.6, warmUp: false } });
    const expected = new Map([...options.parameters].map(([name, { data }]) => [name, Float64Array.from(data)]));
    for (let step = 0; step < 3; step += 1) {
      await session.step(tinyBatch(step));
      for (const [name, { data }] of await session.parameters({ averaged: false })) {
        expected.set(
          name,
          (expected.get(name) ?? new Float64Array()).map((value, index) => 0.6 * value + 0.4 * (data[index] as number)),
        );
      }
    }
    const averaged = await session.parameters();
    for (const [name, data] of expected) await expectClose(averaged.get(name) ?? nothing, { shape: averaged.get(name)?.shape ?? [], data });
    const [fromAverage, raw] = await Promise.all([session.executable(), session.executable({ averaged: false })]);
    const first = (await fromAverage.run(tinyBatch(0).images)).outputs[0]?.data;
    expect(first).not.toEqual((await raw.run(tinyBatch(0).images)).outputs[0]?.data);
    for (const disposable of [fromAverage, raw, session]) disposable.dispose();
  });
});
