// A non-linearity, value by value; softmax over the last axis. Keras' Activation, ReLU, ELU, LeakyReLU, Softmax.
import { defineNode } from "../../definition/define-node.ts";
import { flag, numberOrNull, oneOf } from "../../definition/option-rule.ts";
import { anything } from "../../definition/takes.ts";
import { activationNames, approximateGelu, functions } from "./functions.ts";

export const activation = defineNode("activation", {
  options: {
    function: oneOf(activationNames),
    /** Scale of elu, slope of leakyRelu, hardSigmoid and hardSilu; null for the function's default. */
    alpha: numberOrNull(),
    /** gelu by tanh. */
    approximate: flag(false),
  },
  takes: anything,
  idle: (options) => options.function === "linear",
  shape: (input) => input,
  forward: (x, _parameters, { function: name, alpha, approximate }) =>
    name === "gelu" && approximate ? approximateGelu(x) : functions[name](x, alpha),
});
