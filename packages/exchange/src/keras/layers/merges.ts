// Layers that join tensors, and arithmetic with tensors and numbers: the operations that `x / 127.5 - 1` leaves in a model.
import type { LayerConfig } from "../graph/layer-config.ts";
import type { Conversion, ConversionContext, Converter } from "./conversion.ts";

const merge =
  (kind: string): Converter =>
  () => ({ kind, options: {} });

const concatenate: Converter = (config, { inputShape }) => {
  const axis = config.number("axis", -1);
  if (axis !== -1 && axis !== inputShape().length)
    throw config.refuse(`joins along axis ${String(axis)}`, "Only the last axis, that of channels, is supported.");
  return { kind: "concatenate", options: {} };
};

export const mergeLayers: Readonly<Record<string, Converter>> = {
  Add: merge("add"),
  Multiply: merge("multiply"),
  Average: merge("average"),
  Maximum: merge("maximum"),
  Subtract: merge("subtract"),
  Concatenate: concatenate,
};

type Operation = "add" | "subtract" | "multiply" | "divide";

const arithmetic =
  (operation: Operation): Converter =>
  (config, context) =>
    calculate(operation, config, context);

/** Of two tensors it is a merge, of a tensor and a number a rescaling. */
function calculate(operation: Operation, config: LayerConfig, { operands }: ConversionContext): Conversion {
  const [left, right] = operands;
  const rescaling = (scale: number, offset: number): Conversion => ({ kind: "rescaling", options: { scale, offset } });
  if (operands.length === 2 && left === undefined && right === undefined && operation !== "divide") return { kind: operation, options: {} };
  if (operands.length === 2 && left === undefined && right !== undefined) {
    if (operation === "add") return rescaling(1, right);
    if (operation === "subtract") return rescaling(1, -right);
    if (operation === "multiply") return rescaling(right, 0);
    if (right !== 0) return rescaling(1 / right, 0);
  }
  if (operands.length === 2 && right === undefined && left !== undefined && operation !== "divide") {
    return operation === "multiply" ? rescaling(left, 0) : rescaling(operation === "subtract" ? -1 : 1, left);
  }
  throw config.refuse(
    `calculates (${operation}) with something else than a tensor and a number`,
    "Use layers such as Rescaling or Add instead.",
  );
}

/** Keras 3 names the class of the operation. */
export const operationLayers: Readonly<Record<string, Converter>> = {
  "ops.Add": arithmetic("add"),
  "ops.Subtract": arithmetic("subtract"),
  "ops.Multiply": arithmetic("multiply"),
  "ops.TrueDivide": arithmetic("divide"),
  "ops.Divide": arithmetic("divide"),
  TFOpLambda: (config, context) => {
    const name = config.text("function");
    const operation = functions[name];
    if (!operation) throw config.refuse(`calls TensorFlow's function ${name}`, "Use a layer of Keras in its place.");
    return calculate(operation, config, context);
  },
};

/** Keras 2 wraps TensorFlow's functions. */
const functions: Readonly<Partial<Record<string, Operation>>> = {
  "math.add": "add",
  "math.subtract": "subtract",
  "math.multiply": "multiply",
  "math.truediv": "divide",
  "math.divide": "divide",
  "__operators__.add": "add",
  "__operators__.sub": "subtract",
  "__operators__.mul": "multiply",
  "__operators__.truediv": "divide",
};
