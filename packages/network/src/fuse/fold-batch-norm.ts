// Batch normalisation in inference is a factor and a shift for each channel, and so is what a convolution can do by itself:
//   γ (k∗x + b − μ) / √(σ² + ε) + β  =  (s k)∗x + (s (b − μ) + β)   with s = γ / √(σ² + ε)
// In float64, so that the only rounding is the last.
import type { NetworkNode } from "../network.ts";
import { nodeKinds } from "../nodes/node-kinds.ts";
import type { ParameterArray } from "../parameter-array.ts";
import type { Draft, NodeParameters } from "./draft.ts";

/** Folds every batch normalisation into the convolution or dense layer before it, where nobody else takes that one's value. */
export function foldBatchNorm(draft: Draft): void {
  for (const { name } of draft.nodes) {
    const node = draft.find(name);
    const previous = node?.kind === "batchNorm" ? draft.absorbable(node) : undefined;
    const kernel = previous && nodeKinds.get(previous.kind)?.foldsInto;
    if (!node || !previous || kernel === undefined || previous.options["activation"] !== "linear") continue;
    const parameters = scale(draft.parametersOf(previous), kernel, factors(node, draft.parametersOf(node)));
    draft.absorb(previous, node, { ...previous.options, bias: true }, parameters);
  }
}

interface Factors {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

function factors({ options }: NetworkNode, parameters: NodeParameters): Factors {
  const [gamma, beta, mean, variance] = ["gamma", "beta", "moving_mean", "moving_variance"].map((name) => parameters.get(name)?.data);
  const epsilon = options["epsilon"] as number; // options are resolved
  const scale = Float64Array.from(variance ?? [], (value, channel) => (gamma?.[channel] ?? 1) / Math.sqrt(value + epsilon));
  const shift = scale.map((factor, channel) => (beta?.[channel] ?? 0) - (mean?.[channel] ?? 0) * factor);
  return { scale, shift };
}

function scale(parameters: NodeParameters, kernel: string, { scale: factor, shift }: Factors): NodeParameters {
  const { shape, data } = parameters.get(kernel) as ParameterArray; // checked to be there before anything is fused
  const bias = parameters.get("bias")?.data;
  const shifted = Float32Array.from(shift, (value, channel) => (bias?.[channel] ?? 0) * (factor[channel] as number) + value);
  return new Map(parameters).set(kernel, { shape, data: scaleRows(data, factor) }).set("bias", { shape: [factor.length], data: shifted });
}

/** Each row of as many values as there are factors, times the factors. */
function scaleRows(data: Float32Array, factor: Float64Array): Float32Array {
  const scaled = new Float32Array(data.length);
  const channels = factor.length;
  for (let row = 0; row < data.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      scaled[row + channel] = (data[row + channel] as number) * (factor[channel] as number);
    }
  }
  return scaled;
}
