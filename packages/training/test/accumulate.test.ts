// A batch in parts: one update from the gradients of all, in the memory of one.
import * as tf from "@tensorflow/tfjs-core";
import { initialise, type Network, type ParameterArray } from "@xception/network";
import { describeBackends, expectClose } from "@xception/testing";
import { createSession, type LabelledBatch, type Session, type SessionOptions, type StepReport } from "@xception/training";
import { expect, it } from "vitest";

import { tiny, tinyOptions, tinyWithDropout } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

/** As `tiny`, every batch normalisation passed by. */
const withoutNormalisation: Network = {
  ...tiny,
  nodes: tiny.nodes
    .filter(({ kind }) => kind !== "batchNorm")
    .map((node) => ({ ...node, inputs: node.inputs.map((input) => input.replace(/_bn$/, "")) })),
};
const plainOptions: SessionOptions = {
  ...tinyOptions,
  network: withoutNormalisation,
  parameters: initialise(withoutNormalisation, { seed: 7 }),
  clipNorm: 0.5,
  weightDecay: { rate: 1e-3 },
  polyak: { decay: 0.9 },
};

async function train(session: Session, sizes: readonly number[]): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const size of sizes) reports.push(await session.step(tinyBatch(reports.length, size)));
  return reports;
}

async function expectSameParameters(one: Session, other: Session): Promise<void> {
  const [a, b] = [await one.state(), await other.state()];
  for (const part of ["parameters", "averages", "slots"] as const) {
    for (const [name, array] of a[part]) await expectClose(array, b[part].get(name) as ParameterArray);
  }
}

/** Images of a batch from one on, up to another. */
function part({ images, labels }: LabelledBatch, start: number, end: number): LabelledBatch {
  const data = images.data.slice(start * 128, end * 128);
  return { images: { shape: [end - start, 8, 8, 2], data }, labels: labels.slice(start, end) };
}

describeBackends("a step in parts", (backend) => {
  it.each([
    [2, "two parts of 4"],
    [3, "parts of 3, 3 and 2"],
    [64, "parts of one image, as there are not so many"],
  ])("of %i makes of a batch of 8 without batch normalisation what it makes of it whole: %s", async (accumulate) => {
    const [whole, inParts] = [createSession(plainOptions), createSession({ ...plainOptions, accumulate })];
    const sizes = backend === "webgpu" ? [8] : [8, 8, 5];
    const expected = await train(whole, sizes);
    expect(await train(inParts, sizes)).toEqual(expected.map((report) => ({ ...report, loss: expect.closeTo(report.loss, 5) as number })));
    await expectSameParameters(inParts, whole);
    expect(inParts.progress).toEqual(whole.progress);
    whole.dispose();
    inParts.dispose();
  });

  it("normalises each part by itself, and moves the averages with each", async () => {
    const standing = { ...tinyOptions, schedule: { kind: "constant", rate: 0 } } as const;
    const [inParts, apart] = [createSession({ ...standing, accumulate: 2 }), createSession(standing)];
    const batch = tinyBatch(0);
    const { loss, correct } = await inParts.step(batch);
    const halves = [await apart.step(part(batch, 0, 4)), await apart.step(part(batch, 4, 8))];
    expect(loss).toBeCloseTo(
      halves.reduce((sum, half) => sum + half.loss / 2, 0),
      5,
    );
    expect(correct).toBe(halves.reduce((sum, half) => sum + half.correct, 0));
    const statistics = await apart.parameters();
    for (const [name, array] of await inParts.parameters()) await expectClose(array, statistics.get(name) as ParameterArray);
    inParts.dispose();
    apart.dispose();
  });

  it("drops other values in each part, and the same ones again from the same state", async () => {
    const options = {
      ...tinyOptions,
      network: tinyWithDropout,
      parameters: initialise(tinyWithDropout, { seed: 1 }),
      seed: 3,
      accumulate: 2,
    };
    const [first, again] = [createSession(options), createSession(options)];
    await first.step(tinyBatch(0));
    again.restore(await first.state());
    const step = await first.step(tinyBatch(1));
    expect((await again.step(tinyBatch(1))).loss).toBeCloseTo(step.loss, 6);
    // The same images twice: without dropout both halves would be the same, and so would the whole.
    const half = part(tinyBatch(0), 0, 4);
    const twice = {
      images: { shape: [8, 8, 8, 2], data: Float32Array.of(...half.images.data, ...half.images.data) },
      labels: Uint8Array.of(...half.labels, ...half.labels),
    };
    const [inParts, once] = [createSession(options), createSession({ ...options, accumulate: 1 })];
    expect((await inParts.step(twice)).loss).not.toBeCloseTo((await once.step(half)).loss, 5);
    for (const session of [first, again, inParts, once]) session.dispose();
  });

  it("leaves nothing behind, also where a part fails", async () => {
    const before = tf.memory().numTensors;
    const session = createSession({ ...tinyOptions, accumulate: 2, polyak: { decay: 0.9 }, optimizer: { kind: "adam" } });
    await session.step(tinyBatch(0)); // which is recorded
    const held = tf.memory().numTensors;
    const wrong = { images: { shape: [2, 4, 4, 3], data: new Float32Array(96) }, labels: Int32Array.of(0, 1) };
    await expect(session.step(wrong)).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(held);
    expect(session.progress.step).toBe(1);
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
