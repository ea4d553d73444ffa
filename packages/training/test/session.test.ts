import * as tf from "@tensorflow/tfjs-core";
import { describeBackends, expectClose } from "@xception/testing";
import { createSession } from "@xception/training";
import { expect, it } from "vitest";

import { tinyOptions as options, tinyWithDropout } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

const nothing: Numbers = { shape: [], data: [] };

describeBackends("a session", (backend) => {
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
    await session.step(tinyBatch(0)); // which is recorded
    const held = tf.memory().numTensors;
    for (let step = 1; step < 4; step += 1) {
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
