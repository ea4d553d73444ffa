// What layers were called with, in the two ways in which Keras writes it.
// Keras 2: `[[["conv", 0, 0, {"y": 2}], ...], ...]`, a list of calls of lists of [layer, call, output, keyword arguments]; a call of one
// tensor may lack the inner list.
// Keras 3: `[{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["conv", 0, 0]}}], "kwargs": {}}, ...]`.
import { WeightsError } from "@xception/weights";

import { isRecord, plain } from "./json.ts";
import type { Operand, TensorReference } from "./keras-model.ts";

/** The calls of a layer, from its `inbound_nodes`. */
export function parseCalls(inbound: unknown, layer: string): Operand[][] {
  if (inbound === undefined) return [];
  if (!Array.isArray(inbound)) throw damaged(layer);
  return (inbound as unknown[]).map((call) => (isRecord(call) ? parseArguments(call, layer) : parseList(call, layer)));
}

/** `input_layers` and `output_layers`: one reference, a list of them, or an object of them. */
export function parseReferences(value: unknown): TensorReference[] {
  const one = parseReference(value);
  if (one) return [one];
  if (Array.isArray(value)) return (value as unknown[]).flatMap(parseReferences);
  if (isRecord(value)) return Object.values(value).flatMap(parseReferences);
  return [];
}

function parseReference(value: unknown): TensorReference | undefined {
  if (!Array.isArray(value)) return undefined;
  const [layer, call, output] = value as unknown[];
  if (typeof layer !== "string" || !isIndex(call) || !isIndex(output)) return undefined;
  // No layer of an image classifier has a second output.
  if (output !== 0)
    throw new WeightsError(
      `[openModel] Output ${String(output)} of layer "${layer}" is used; layers here have one. Save a model without such layers.`,
    );
  return { layer, call };
}

function parseList(call: unknown, layer: string): Operand[] {
  if (!Array.isArray(call)) throw damaged(layer);
  const items = (typeof call[0] === "string" ? [call] : call) as unknown[];
  return items.flatMap((item) => {
    const entry: readonly unknown[] = Array.isArray(item) ? item : [];
    // `["_CONSTANT_VALUE", -1, 255, {"y": ["input", 0, 0]}]`: arithmetic whose first operand is no tensor.
    const first = entry[0] === "_CONSTANT_VALUE" && typeof entry[2] === "number" ? entry[2] : parseReference(entry);
    if (first === undefined) throw damaged(layer);
    return [first, ...operands(entry[3])];
  });
}

function parseArguments(call: Readonly<Record<string, unknown>>, layer: string): Operand[] {
  const found = [...operands(call["args"]), ...operands(call["kwargs"])];
  if (found.length === 0) throw damaged(layer);
  return found;
}

/** Tensors and numbers among arguments; switches such as `training` and absent ones such as `mask` are none. */
function operands(value: unknown): Operand[] {
  const item = plain(value);
  if (typeof item === "number") return [item];
  const tensor = parseReference(item);
  if (tensor) return [tensor];
  if (Array.isArray(item)) return item.flatMap(operands);
  if (!isRecord(item)) return [];
  if (item["class_name"] !== "__keras_tensor__") return Object.values(item).flatMap(operands);
  const config = item["config"];
  const history = isRecord(config) ? parseReference(config["keras_history"]) : undefined;
  return history ? [history] : [];
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function damaged(layer: string): WeightsError {
  return new WeightsError(`[openModel] The configuration does not say what layer "${layer}" takes. The file is damaged: get it again.`);
}
