import { ParametersError } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { createSession, logitsNetwork, TrainingError, type LossName, type SessionOptions } from "@xception/training";
import { expect, it } from "vitest";

import { oneLayer, pairs, withActivation } from "./one-layer.ts";
import { tinyOptions } from "./tiny-network.ts";

const refused = (options: SessionOptions, sentence: string): void => {
  expect(() => createSession(options)).toThrow(new TrainingError(`[createSession] ${sentence}`));
};

describeBackends(
  "createSession refuses",
  () => {
    it.each([
      [{ labelSmoothing: 1 }, "labelSmoothing is 1, expected a number from 0 up to but not 1. Pass such a number, or leave it out."],
      [{ clipNorm: 0 }, "clipNorm is 0, expected a number above 0. Pass such a number, or leave it out."],
      [{ accumulate: 1.5 }, "accumulate is 1.5, expected a whole number from 1. Pass such a number, or leave it out."],
      [{ seed: 0.5 }, "seed is 0.5, expected a whole number. Pass such a number, or leave it out."],
      [{ polyak: { decay: 1.1 } }, "polyak.decay is 1.1, expected a number from 0 up to but not 1. Pass such a number, or leave it out."],
      [{ weightDecay: { rate: -1 } }, "weightDecay.rate is -1, expected a number of 0 or more. Pass such a number, or leave it out."],
      [
        { optimizer: { kind: "sgd", momentum: 9 } },
        "optimizer.momentum is 9, expected a number from 0 up to but not 1. Pass such a number, or leave it out.",
      ],
      [
        { optimizer: { kind: "rmsprop", epsilon: NaN } },
        "optimizer.epsilon is NaN, expected a number of 0 or more. Pass such a number, or leave it out.",
      ],
    ] satisfies [Partial<SessionOptions>, string][])("%j", (options, sentence) => {
      refused({ ...oneLayer, ...options }, sentence);
    });

    it("an unknown loss", () => {
      expect(() => createSession({ ...oneLayer, loss: "hinge" as LossName })).toThrow(
        new TrainingError('[lossOf] there is no loss "hinge". Choose one of softmaxCrossEntropy, sigmoidCrossEntropy.'),
      );
    });

    it("a last activation that belongs to another loss", () => {
      refused(
        { ...oneLayer, network: withActivation(oneLayer.network, "sigmoid") },
        'the network "one layer" ends in sigmoid, but softmaxCrossEntropy goes with softmax or logits. Use sigmoidCrossEntropy, or let the network end in softmax.',
      );
      refused(
        { ...oneLayer, loss: "sigmoidCrossEntropy", network: withActivation(oneLayer.network, "softmax") },
        'the network "one layer" ends in softmax, but sigmoidCrossEntropy goes with sigmoid or logits. Use softmaxCrossEntropy, or let the network end in sigmoid.',
      );
      refused(
        { ...oneLayer, network: withActivation(oneLayer.network, "relu") },
        'the network "one layer" ends in relu, but softmaxCrossEntropy goes with softmax or logits. Let its last layer be linear.',
      );
    });

    it("several outputs", () => {
      refused(
        { ...oneLayer, network: { ...oneLayer.network, outputs: ["flat", "logits"] } },
        'the network "one layer" has 2 outputs, expected one. Train a network with the logits as its only output.',
      );
    });

    it("an output that is a map", () => {
      const { network } = tinyOptions;
      const nodes = network.nodes.slice(0, 4);
      const parameters = new Map([...tinyOptions.parameters].filter(([name]) => name.startsWith("conv")));
      // relu is not an activation that a loss goes with, so the map of its input.
      refused(
        { ...tinyOptions, parameters, network: { ...network, nodes: nodes.slice(0, 3), outputs: ["conv_bn"] } },
        'the network "tiny" gives [4, 4, 4] for an image, expected [classes]. Let it end in pooling and a dense layer.',
      );
    });

    it("a frozen pattern that fits nothing, and frozen nodes that leave nothing", () => {
      refused(
        { ...oneLayer, frozen: ["logit"] },
        'the frozen pattern "logit" fits no node of the network "one layer". Use names such as images, flat, logits, with * for any text.',
      );
      refused(
        { ...oneLayer, frozen: ["log*"] },
        'the network "one layer" has 2 parameters, and none is to be trained. Freeze fewer nodes.',
      );
    });

    it("parameters of another network", () => {
      expect(() => createSession({ ...oneLayer, parameters: tinyOptions.parameters })).toThrow(ParametersError);
    });
  },
  ["cpu"],
);

describeBackends(
  "a session refuses",
  () => {
    it("labels that are too few or no class", async () => {
      const session = createSession(oneLayer);
      await expect(session.step(pairs([1, 2, 3, 4], [0]))).rejects.toThrow(
        new TrainingError(
          "[createTargets] 1 labels came with 2 images, expected 2 labels. Pass a label for every image, or float32 targets for every image and class.",
        ),
      );
      await expect(session.step({ ...pairs([1, 2], []), labels: new Float32Array(1) })).rejects.toThrow(
        "1 labels came with 1 images, expected 2 targets (1 × 2).",
      );
      await expect(session.step(pairs([1, 2], [2]))).rejects.toThrow(
        new TrainingError(
          "[createTargets] label 2 of image 0 is not a class: the network has 2 outputs. Give labels from 0 to 1, or a network with more outputs.",
        ),
      );
      expect(session.progress.step).toBe(0);
      session.dispose();
    });

    it("shares of classes that do not sum to 1", async () => {
      const session = createSession(oneLayer);
      await expect(session.step({ ...pairs([1, 2], []), labels: Float32Array.of(1, 1) })).rejects.toThrow(
        new TrainingError(
          "[createTargets] the targets of image 0 sum to 2, expected 1. Use sigmoidCrossEntropy where an image may have several classes or none.",
        ),
      );
      const mixed = await session.step({ ...pairs([1, 1], []), labels: Float32Array.of(0.25, 0.75) });
      expect(mixed.loss).toBeCloseTo(Math.log(2), 5);
      session.dispose();
    });

    it("images that do not fill their shape, and an empty batch", async () => {
      const session = createSession(oneLayer);
      const images = { shape: [2, 1, 1, 2], data: new Float32Array(3) };
      await expect(session.step({ images, labels: Uint8Array.of(0, 1) })).rejects.toThrow(
        new TrainingError(
          "[step] images of shape [2, 1, 1, 2] came with 3 values, expected 4 and at least one image. Pass [N, H, W, C] and as many values.",
        ),
      );
      await expect(session.step(pairs([], []))).rejects.toThrow("[step] images of shape [0, 1, 1, 2] came with 0 values");
      session.dispose();
    });

    it("any work once it is disposed", async () => {
      const session = createSession(oneLayer);
      session.dispose();
      const sentence = "[Session] this session is disposed. Create another one.";
      await expect(session.step(pairs([1, 2], [0]))).rejects.toThrow(new TrainingError(sentence));
      await expect(session.parameters()).rejects.toThrow(sentence);
      await expect(session.state()).rejects.toThrow(sentence);
    });
  },
  ["cpu"],
);

it("logitsNetwork takes off a last activation, and leaves a network that ends in logits", () => {
  const logits = oneLayer.network;
  expect(logitsNetwork(withActivation(logits, "softmax"), "softmaxCrossEntropy")).toEqual(logits);
  expect(logitsNetwork(logits, "softmaxCrossEntropy")).toBe(logits);
  const { nodes } = logitsNetwork(tinyOptions.network, "softmaxCrossEntropy");
  expect(nodes.at(-1)?.options).toEqual({ units: 3, activation: "linear" });
});
