import { Tensor } from "@tensorflow/tfjs-core";

import { inferShapes } from "../analysis/infer-shapes.ts";
import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import { plan } from "../analysis/plan.ts";
import { formatShape, type Shape } from "../shape.ts";

/** A batch [N, H, W, C], or one for each input by its name. */
export type ForwardInputs = Tensor | Readonly<Record<string, Tensor>>;

const seen = new WeakMap<Network, string>();

/** The tensor of each input by its name. */
export function checkInputs(network: Network, inputs: ForwardInputs): ReadonlyMap<string, Tensor> {
  const nodes = plan("forward", network).filter(({ node }) => node.kind === "input");
  const given = new Map<string, Tensor>();
  for (const { node, behaviour } of nodes) {
    const tensor = inputs instanceof Tensor ? inputs : inputs[node.name];
    if (!tensor || (inputs instanceof Tensor && nodes.length > 1)) {
      const names = nodes.map(({ node: { name } }) => `"${name}"`).join(", ");
      throw new InputError(`[forward] the network "${network.name}" has the inputs ${names}. Pass a tensor for each by its name.`);
    }
    checkBatch("forward", node.name, tensor.shape, behaviour.shape([]));
    given.set(node.name, tensor);
  }
  checkSizes(network, given);
  return given;
}

/** @throws InputError where `shape` is not a batch of images of the shape `declared` */
export function checkBatch(caller: string, name: string, shape: readonly number[], declared: Shape): void {
  const fits =
    shape.length === declared.length + 1 &&
    (shape[0] ?? 0) > 0 &&
    declared.every((size, axis) => size === null || size === shape[axis + 1]);
  if (fits) return;
  const expected = formatShape(declared).replace("[", "[N, ");
  throw new InputError(`[${caller}] the input "${name}" came as ${formatShape(shape)}, expected ${expected}. Give a batch of that shape.`);
}

/** An image that is too small is refused in words before a kernel refuses it in its own. Sizes seldom change: the last are remembered. */
function checkSizes(network: Network, given: ReadonlyMap<string, Tensor>): void {
  const inputShape = Object.fromEntries([...given].map(([name, tensor]) => [name, tensor.shape.slice(1)]));
  const key = JSON.stringify(inputShape);
  if (seen.get(network) === key) return;
  inferShapes("forward", network, { inputShape });
  seen.set(network, key);
}
