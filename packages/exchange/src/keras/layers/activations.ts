// Activations: as layers of their own and at the end of others. Keras' activations by name, with the defaults of its versions.
import { isRecord } from "../graph/json.ts";
import type { LayerConfig } from "../graph/layer-config.ts";
import type { Conversion, Converter, NodeForm } from "./conversion.ts";

interface ActivationForm extends NodeForm {
  readonly kind: "activation";
  readonly options: { readonly function: string; readonly alpha?: number };
}

const node = (name: string, alpha?: number): ActivationForm => ({
  kind: "activation",
  options: alpha === undefined ? { function: name } : { function: name, alpha },
});

/** By Keras' name. Keras 2's hard sigmoid is clip(0.2 x + 0.5); Keras 3's has a slope of 1/6, our default. */
const byName = (kerasMajor: number): Readonly<Record<string, ActivationForm>> => {
  const hardSlope = kerasMajor < 3 ? 0.2 : undefined;
  return {
    linear: node("linear"),
    relu: node("relu"),
    relu6: node("relu6"),
    elu: node("elu"),
    selu: node("selu"),
    leaky_relu: node("leakyRelu", 0.2),
    sigmoid: node("sigmoid"),
    hard_sigmoid: node("hardSigmoid", hardSlope),
    tanh: node("tanh"),
    softmax: node("softmax"),
    softplus: node("softplus"),
    silu: node("silu"),
    swish: node("silu"),
    hard_silu: node("hardSilu"),
    hard_swish: node("hardSilu"),
    gelu: node("gelu"),
  };
};

/** The activation that a layer's option `activation` names. */
export function activationOf(config: LayerConfig, kerasMajor: number): ActivationForm {
  const value = config.value("activation") ?? "linear";
  // Keras 3 may write a function as an object, and Keras 2 a layer in the place of a name.
  const name = isRecord(value) ? (typeof value["config"] === "string" ? value["config"] : value["class_name"]) : value;
  const known = byName(kerasMajor);
  const found = typeof name === "string" && Object.hasOwn(known, name) ? known[name] : undefined;
  if (found) return found;
  throw config.refuse(`has the activation ${JSON.stringify(name)}`, `Supported are ${Object.keys(known).join(", ")}.`);
}

/** What a kind's option `activation` takes: a plain name; an activation with a slope of its own needs a node that follows. */
export function activationOption(config: LayerConfig, kerasMajor: number): { option: string } & Pick<Conversion, "then"> {
  const { kind, options } = activationOf(config, kerasMajor);
  return options.alpha !== undefined ? { option: "linear", then: { kind, options } } : { option: options.function };
}

const activation: Converter = (config, { kerasMajor }) => activationOf(config, kerasMajor);

const relu: Converter = (config) => {
  const slope = config.number("negative_slope", 0);
  const maximum = config.value("max_value") ?? null;
  if (config.number("threshold", 0) !== 0) throw config.refuse("has a threshold", "Only a threshold of 0 is supported.");
  if (slope === 0 && maximum === null) return node("relu");
  if (slope === 0 && maximum === 6) return node("relu6");
  if (maximum === null) return node("leakyRelu", slope);
  throw config.refuse(
    `has max_value ${JSON.stringify(maximum)} and negative_slope ${String(slope)}`,
    "Supported are max_value 6 without a slope, or a slope without max_value.",
  );
};

/** Keras 3 says negative_slope, Keras 2 alpha. */
const leakyRelu: Converter = (config) => node("leakyRelu", config.number("negative_slope", config.number("alpha", 0.3)));

const elu: Converter = (config) => node("elu", config.number("alpha", 1));

const softmax: Converter = (config, { inputShape }) => {
  const axis = config.number("axis", -1);
  if (axis !== -1 && axis !== inputShape().length)
    throw config.refuse(`works along axis ${String(axis)}`, "Only the last axis is supported.");
  return node("softmax");
};

export const activationLayers: Readonly<Record<string, Converter>> = {
  Activation: activation,
  ReLU: relu,
  LeakyReLU: leakyRelu,
  ELU: elu,
  Softmax: softmax,
};
