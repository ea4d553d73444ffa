// From the numbers at the end of a network to labels.
import type { Network, NetworkNode, ParameterArray } from "@xception/network";

/** One answer of a classifier. */
export interface Prediction {
  readonly label: string;
  /** Position of the class among the network's outputs. */
  readonly index: number;
  /** From 0 to 1. Those of one image sum to 1, unless the classifier ends in a sigmoid. */
  readonly probability: number;
}

const probabilistic = ["softmax", "sigmoid", "hardSigmoid"];

/** Probabilities as they are, and logits through a softmax. @param values [N, classes] */
export function toProbabilities(network: Network, values: ParameterArray): ParameterArray {
  if (probabilistic.includes(lastActivation(network))) return values;
  return { shape: values.shape, data: softmax(values.data, values.shape.at(-1) ?? 1) };
}

/** The activation that ends a network, past nodes that change no value in inference. */
function lastActivation(network: Network): string {
  const nodes = new Map(network.nodes.map((node) => [node.name, node]));
  let node: NetworkNode | undefined = nodes.get(network.outputs[0] ?? "");
  while (node && ["dropout", "flatten", "reshape"].includes(node.kind)) node = nodes.get(node.inputs[0] ?? "");
  const activation = node?.options[node.kind === "activation" ? "function" : "activation"];
  return typeof activation === "string" ? activation : "linear";
}

/** Over each run of `classes` values, shifted by their maximum so that no exponential overflows. */
function softmax(values: Float32Array, classes: number): Float32Array {
  const probabilities = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += classes) {
    const row = Float64Array.from(values.subarray(start, start + classes));
    const largest = row.reduce((most, value) => Math.max(most, value), -Infinity);
    const exponentials = row.map((value) => Math.exp(value - largest));
    const sum = exponentials.reduce((total, value) => total + value, 0);
    probabilities.set(
      exponentials.map((value) => value / sum),
      start,
    );
  }
  return probabilities;
}

/** The `top` best classes of each image. @param probabilities [N, classes] */
export function rank({ shape, data }: ParameterArray, labels: readonly string[], top: number): Prediction[][] {
  const classes = labels.length;
  return Array.from({ length: shape[0] ?? 0 }, (_, image) =>
    labels
      .map((label, index) => ({ label, index, probability: data[image * classes + index] as number }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, top),
  );
}
