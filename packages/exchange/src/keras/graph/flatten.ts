// A model with models inside to one list of calls in which everything comes after what it takes.
import { WeightsError } from "@xception/weights";

import { ModelError } from "../../model-error.ts";
import type { KerasLayer, KerasModel, TensorReference } from "./keras-model.ts";

/** One call of a layer. */
export interface PlacedLayer {
  /** Names of the models around the layer, the outermost first, without the whole model's own. */
  readonly around: readonly string[];
  readonly layer: KerasLayer;
  /** 0 unless the layer is called more than once. */
  readonly call: number;
  readonly operands: readonly (PlacedLayer | number)[];
}

export interface FlatModel {
  readonly layers: readonly PlacedLayer[];
  readonly outputs: readonly PlacedLayer[];
}

/** @throws WeightsError for a configuration with loops or loose ends, ModelError for a nested model that is called twice */
export function flatten(model: KerasModel): FlatModel {
  const layers: PlacedLayer[] = [];
  return { layers, outputs: expand(model, undefined, [], layers) };
}

/** Places the layers of one model. `feeds` take the place of a nested model's inputs. */
function expand(
  model: KerasModel,
  feeds: readonly PlacedLayer[] | undefined,
  around: readonly string[],
  placed: PlacedLayer[],
): readonly PlacedLayer[] {
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  if (layers.size !== model.layers.length) throw damaged(`names two layers of ${quote(model.name)} alike`);
  if (feeds && feeds.length !== model.inputs.length)
    throw damaged(`feeds ${quote(model.name)} ${String(feeds.length)} tensors for ${String(model.inputs.length)} inputs`);
  const known = new Map<string, PlacedLayer | "being placed">();
  model.inputs.forEach(({ layer }, index) => {
    const feed = feeds?.[index];
    if (feed) known.set(`0 ${layer}`, feed);
  });

  const resolve = ({ layer: name, call: reference }: TensorReference): PlacedLayer => {
    const layer = layers.get(name);
    if (!layer) throw damaged(`uses a layer ${quote(name)} that it does not list`);
    // Keras counts calls from 1 in places, where a nested model had one before; with a single call there is nothing to confuse.
    const call = layer.calls.length <= 1 ? 0 : reference;
    const key = `${String(call)} ${name}`;
    const before = known.get(key);
    if (before === "being placed") throw damaged(`has a loop through layer ${quote(name)}`);
    if (before) return before;
    const operands = layer.calls[call];
    if (!operands && layer.className !== "InputLayer")
      throw damaged(`uses call ${String(call)} of layer ${quote(name)}, which has ${String(layer.calls.length)}`);
    known.set(key, "being placed");
    const inputs = (operands ?? []).map((operand) => (typeof operand === "number" ? operand : resolve(operand)));
    const result = layer.model ? nested(layer, layer.model, inputs) : place({ around, layer, call, operands: inputs });
    known.set(key, result);
    return result;
  };

  const place = (layer: PlacedLayer): PlacedLayer => {
    placed.push(layer);
    return layer;
  };

  const nested = (layer: KerasLayer, inner: KerasModel, inputs: readonly (PlacedLayer | number)[]): PlacedLayer => {
    if (layer.calls.length > 1) {
      throw new ModelError(
        `[openModel] The nested model ${quote(layer.name)} is called ${String(layer.calls.length)} times with the same weights. Only one call is supported.`,
      );
    }
    const outputs = expand(
      inner,
      inputs.filter((input) => typeof input !== "number"),
      [...around, layer.name],
      placed,
    );
    const [output] = outputs;
    if (!output || outputs.length > 1) {
      throw new ModelError(
        `[openModel] The nested model ${quote(layer.name)} has ${String(outputs.length)} outputs. Only nested models of one output are supported.`,
      );
    }
    return output;
  };

  for (const layer of model.layers) {
    const calls = Math.max(layer.calls.length, layer.className === "InputLayer" ? 1 : 0);
    for (let call = 0; call < calls; call++) resolve({ layer: layer.name, call });
  }
  if (model.outputs.length === 0) throw damaged(`does not say the outputs of ${quote(model.name)}`);
  return model.outputs.map(resolve);
}

const quote = (name: string): string => JSON.stringify(name);

function damaged(what: string): WeightsError {
  return new WeightsError(`[openModel] The configuration ${what}. The file is damaged: get it again.`);
}
