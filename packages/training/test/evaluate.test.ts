import { compile } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { createSession, evaluate, TrainingError } from "@xception/training";
import { expect, it, vi } from "vitest";

import { oneLayer, pairs, withActivation } from "./one-layer.ts";

const softplus = (x: number): number => Math.log1p(Math.exp(x));
// Classes by the higher value: 0, 1, 1; the second is wrong.
const twoBatches = [pairs([2, 0, -1, 1], [0, 0]), pairs([0, 3], [1])];
const meanLoss = (softplus(-2) + softplus(2) + softplus(-3)) / 3;

describeBackends(
  "evaluate",
  () => {
    it("counts over all images, whatever the sizes of batches", async () => {
      const session = createSession(oneLayer);
      const onBatch = vi.fn();
      const evaluation = await evaluate(session, twoBatches, { onBatch });
      expect(evaluation.size).toBe(3);
      expect(evaluation.loss).toBeCloseTo(meanLoss, 5);
      expect(evaluation.top1).toBeCloseTo(2 / 3, 10);
      expect(evaluation.top5).toBe(1);
      expect(evaluation.meanAveragePrecision).toBeUndefined();
      expect(evaluation.confusion?.toJSON()).toEqual({
        classes: ["0", "1"],
        counts: [
          [1, 1],
          [0, 1],
        ],
      });
      expect(onBatch.mock.calls).toEqual([
        [2, 0.5],
        [3, expect.closeTo(2 / 3, 10)],
      ]);
      session.dispose();
    });

    it("takes the probabilities of an executable, with names of the classes", async () => {
      const network = withActivation(oneLayer.network, "softmax");
      const executable = await compile(network, oneLayer.parameters);
      const evaluation = await evaluate(executable, twoBatches, { classes: ["cup", "fork"] });
      expect(evaluation.loss).toBeCloseTo(meanLoss, 5);
      expect(evaluation.confusion?.classes).toEqual(["cup", "fork"]);
      executable.dispose();
    });

    it("a sure mistake of an executable does not count without bound", async () => {
      const executable = await compile(withActivation(oneLayer.network, "softmax"), oneLayer.parameters);
      expect((await evaluate(executable, [pairs([200, 0], [1])])).loss).toBeCloseTo(-Math.log(1e-7), 4);
      executable.dispose();
    });

    it("a session of several classes an image is measured by hits and by mean average precision", async () => {
      const session = createSession({ ...oneLayer, loss: "sigmoidCrossEntropy" });
      // Best first: 0 1 | 1 0 | 0 1. Right: both | 0 | none.
      const batch = { images: pairs([1, -1, -1, 1, 2, 1], []).images, labels: Float32Array.of(1, 1, 1, 0, 0, 0) };
      const evaluation = await evaluate(session, [batch]);
      const losses = [softplus(-1), softplus(1), softplus(1), softplus(1), softplus(2), softplus(1)];
      expect(evaluation.loss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss) / 6, 5);
      expect(evaluation.top1).toBeCloseTo(1 / 3, 10);
      expect(evaluation.top5).toBeCloseTo(2 / 3, 10);
      expect(evaluation.confusion).toBeUndefined();
      expect(evaluation.meanAveragePrecision).toBeCloseTo((1 + 1 / 2) / 2, 10);
      session.dispose();
    });

    it("an executable of several classes an image has the loss of its probabilities", async () => {
      const executable = await compile(withActivation(oneLayer.network, "sigmoid"), oneLayer.parameters);
      const batch = { images: pairs([1, -1], []).images, labels: Float32Array.of(1, 0) };
      expect((await evaluate(executable, [batch], { loss: "sigmoidCrossEntropy" })).loss).toBeCloseTo(softplus(-1), 5);
      executable.dispose();
    });

    it("uses Polyak's average unless told otherwise", async () => {
      const session = createSession({ ...oneLayer, polyak: { decay: 0.5, warmUp: false } });
      await session.step(pairs([1, 1], [0]));
      // The bias has moved by 1/4 and -1/4, the kernel's rows too: logits 1.75 and 0.25 where they were 1 and 1.
      const difference = async (averaged?: boolean): Promise<number> =>
        (await evaluate(session, [pairs([1, 1], [0])], averaged === undefined ? {} : { averaged })).loss;
      expect(await difference()).toBeCloseTo(softplus(-0.75), 5);
      expect(await difference(false)).toBeCloseTo(softplus(-1.5), 5);
      session.dispose();
    });

    it("ends after the batch in which the signal comes", async () => {
      const session = createSession(oneLayer);
      expect((await evaluate(session, twoBatches, { signal: AbortSignal.abort() })).size).toBe(2);
      session.dispose();
    });

    it("no images, or names for other classes, are refused", async () => {
      const session = createSession(oneLayer);
      await expect(evaluate(session, [])).rejects.toThrow(new TrainingError("[evaluate] there are no images. Pass at least one batch."));
      await expect(evaluate(session, twoBatches, { classes: ["cup"] })).rejects.toThrow(
        new TrainingError("[evaluate] the network gives 2 classes, but there are names for 1. Pass a name for each class."),
      );
      session.dispose();
    });
  },
  ["cpu", "wasm"],
);
