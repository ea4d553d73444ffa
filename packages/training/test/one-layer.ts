// The smallest network: its steps can be worked out by hand.
import type { Network } from "@xception/network";
import type { LabelledBatch, SessionOptions } from "@xception/training";

/** Logits are the image's two values at first. */
export const oneLayer: SessionOptions = {
  loss: "softmaxCrossEntropy",
  network: {
    name: "one layer",
    nodes: [
      { name: "images", kind: "input", inputs: [], options: { shape: [1, 1, 2] } },
      { name: "flat", kind: "flatten", inputs: ["images"], options: {} },
      { name: "logits", kind: "dense", inputs: ["flat"], options: { units: 2 } },
    ],
    outputs: ["logits"],
  },
  parameters: new Map([
    ["logits/kernel", { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) }],
    ["logits/bias", { shape: [2], data: new Float32Array(2) }],
  ]),
  optimizer: { kind: "sgd" },
  schedule: { kind: "constant", rate: 0.5 },
};

/** With a node behind the last that is its activation. */
export function withActivation(network: Network, name: string): Network {
  const last = { name, kind: "activation", inputs: network.outputs, options: { function: name } };
  return { ...network, nodes: [...network.nodes, last], outputs: [name] };
}

/** Images of two values each. */
export const pairs = (values: readonly number[], labels: readonly number[]): LabelledBatch => ({
  images: { shape: [values.length / 2, 1, 1, 2], data: Float32Array.from(values) },
  labels: Int32Array.from(labels),
});
