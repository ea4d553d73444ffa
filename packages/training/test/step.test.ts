import { initialise, type Network, type NetworkNode } from "@xception/network";
import { describeBackends, expectClose } from "@xception/testing";
import { createSession } from "@xception/training";
import { expect, it } from "vitest";

import { oneLayer, pairs, withActivation } from "./one-layer.ts";

const nothing = { shape: [], data: [] };

describeBackends("a step", () => {
  it("reports step, rate and size, and loss and hits from before the update", async () => {
    const session = createSession({ ...oneLayer, schedule: { kind: "stepDecay", initial: 0.5, factor: 0.1, every: 1, unit: "epochs" } });
    const batch = { images: { shape: [2, 1, 1, 2], data: Float32Array.of(2, 0, 3, 0) }, labels: Uint8Array.of(0, 1) };
    const first = await session.step(batch);
    // Logits are the images: softplus(-2) for the right one, softplus(3) for the wrong one.
    const loss = (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(3))) / 2;
    expect(first).toEqual({ step: 1, stop: false, loss: expect.closeTo(loss, 5) as number, correct: 1, size: 2, rate: 0.5 });
    expect(await session.step(batch, { epoch: 1.5 })).toMatchObject({ step: 2, rate: expect.closeTo(0.05, 12) as number });
    expect(session.progress).toEqual({ step: 2, epoch: 1.5, samples: 4 });
    session.dispose();
  });

  it("moves a parameter by the learning rate times its gradient", async () => {
    const session = createSession(oneLayer);
    await session.step({ images: { shape: [1, 1, 1, 2], data: Float32Array.of(1, 1) }, labels: Int32Array.of(0) });
    // softmax of equal logits is 1/2 each: the bias' gradient is -1/2 and 1/2, the kernel's the same in each row.
    const parameters = await session.parameters();
    await expectClose(parameters.get("logits/bias") ?? nothing, { shape: [2], data: [0.25, -0.25] });
    await expectClose(parameters.get("logits/kernel") ?? nothing, { shape: [2, 2], data: [1.25, -0.25, 0.25, 0.75] });
    session.dispose();
  });

  it("of rate 0 leaves parameters as they are, more of them than a shader can bind", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `bn${index}`);
    const nodes = names.map((name, index) => ({ name, kind: "batchNorm", inputs: [names[index - 1] ?? "flat"], options: {} }));
    const [images, flat] = oneLayer.network.nodes as [NetworkNode, NetworkNode];
    const network: Network = { name: "long", nodes: [images, flat, ...nodes], outputs: ["bn39"] };
    const parameters = initialise(network, { seed: 1 });
    for (const [index, [, { data }]] of [...parameters].entries()) data.fill(1 + index / 1000);
    const session = createSession({ ...oneLayer, network, parameters, schedule: { kind: "constant", rate: 0 } });
    await session.step(pairs([1, 2, 3, 4], [0, 1]));
    const kept = [...(await session.parameters())].filter(([name]) => !name.includes("moving"));
    expect(kept.length).toBe(80);
    for (const [name, { data }] of kept) expect([name, ...data]).toEqual([name, ...(parameters.get(name)?.data ?? [])]);
    session.dispose();
  });

  it("weight decay reaches kernels only", async () => {
    const session = createSession({ ...oneLayer, weightDecay: { rate: 1 } });
    await session.step({ images: { shape: [1, 1, 1, 2], data: Float32Array.of(1, 1) }, labels: Int32Array.of(0) });
    const parameters = await session.parameters();
    await expectClose(parameters.get("logits/bias") ?? nothing, { shape: [2], data: [0.25, -0.25] });
    await expectClose(parameters.get("logits/kernel") ?? nothing, { shape: [2, 2], data: [0.75, -0.25, 0.25, 0.25] });
    session.dispose();
  });

  it("smoothed labels are what the network is drawn to", async () => {
    const session = createSession({ ...oneLayer, labelSmoothing: 0.5 });
    const { loss } = await session.step({ images: { shape: [1, 1, 1, 2], data: Float32Array.of(0, 4) }, labels: Int32Array.of(0) });
    // 3/4 · (softplus(4)) + 1/4 · softplus(-4)
    expect(loss).toBeCloseTo(0.75 * Math.log1p(Math.exp(4)) + 0.25 * Math.log1p(Math.exp(-4)), 5);
    session.dispose();
  });

  it("several classes an image are learned by sigmoidCrossEntropy", async () => {
    const network = withActivation(oneLayer.network, "sigmoid");
    const session = createSession({ ...oneLayer, network, loss: "sigmoidCrossEntropy" });
    const batch = { images: { shape: [2, 1, 1, 2], data: Float32Array.of(1, 2, -1, 1) }, labels: Float32Array.of(1, 1, 0, 0) };
    const { loss, correct } = await session.step(batch);
    const softplus = (x: number): number => Math.log1p(Math.exp(x));
    expect(loss).toBeCloseTo((softplus(-1) + softplus(-2) + softplus(-1) + softplus(1)) / 4, 5);
    expect(correct).toBe(1);
    session.dispose();
  });
});
