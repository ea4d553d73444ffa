import { describeBackends } from "@xception/testing";
import { createSession } from "@xception/training";
import { expect, it } from "vitest";

import { tinyOptions as options } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

describeBackends("frozen nodes", () => {
  it("frozen nodes keep every parameter, and their batch normalisation works by its moving averages", async () => {
    const frozen = ["conv*", "shortcut_bn"];
    const session = createSession({ ...options, frozen, polyak: { decay: 0.9 } });
    await session.step(tinyBatch(0));
    await session.step(tinyBatch(1));
    const changed = [...(await session.parameters({ averaged: false }))].filter(([name, { data }]) =>
      data.some((value, index) => value !== options.parameters.get(name)?.data[index]),
    );
    expect(changed.map(([name]) => name)).toEqual([
      "separable/depthwise_kernel",
      "separable/pointwise_kernel",
      "separable_bn/gamma",
      "separable_bn/beta",
      "separable_bn/moving_mean",
      "separable_bn/moving_variance",
      "shortcut/kernel",
      "predictions/kernel",
      "predictions/bias",
    ]);
    expect(session.configuration.frozen).toEqual(["conv", "conv_bn", "conv_act", "shortcut_bn"]);
    session.dispose();
  });

  it("with all batch normalisation frozen, a training pass gives the loss of inference", async () => {
    // Moving averages that no batch has: a pass by batch statistics would give another loss.
    const parameters = new Map(
      [...options.parameters].map(([name, { shape, data }]) => [
        name,
        name.includes("moving") ? { shape, data: data.map((value) => value + 0.5) } : { shape, data },
      ]),
    );
    const session = createSession({ ...options, parameters, frozen: (name) => name.endsWith("_bn") });
    const executable = await session.executable();
    const { images, labels } = tinyBatch(0);
    const logits = (await executable.run(images)).outputs[0]?.data ?? new Float32Array();
    const losses = [...labels].map((label, example) => {
      const row = logits.slice(example * 3, example * 3 + 3);
      return Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0)) - (row[label] as number);
    });
    const { loss } = await session.step({ images, labels });
    expect(loss).toBeCloseTo(losses.reduce((sum, value) => sum + value) / 8, 4);
    executable.dispose();
    session.dispose();
  });
});
