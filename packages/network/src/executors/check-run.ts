// What a caller passes to an executable, looked at before any executor sees it.
import { inferShapes } from "../analysis/infer-shapes.ts";
import { plan } from "../analysis/plan.ts";
import { checkBatch } from "../forward/check-inputs.ts";
import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import type { ParameterArray } from "../parameter-array.ts";
import { countValues, formatShape } from "../shape.ts";

/** A batch [N, H, W, C] on the host, or one for each input by its name. */
export type Batch = ParameterArray | Readonly<Record<string, ParameterArray>>;

/** The array of each input by its name. `fused` is what runs, `network` what the caller knows. */
export function checkRun(network: Network, fused: Network, batch: Batch, taps: readonly string[]): ReadonlyMap<string, ParameterArray> {
  for (const tap of taps) checkTap(network, fused, tap);
  const inputs = plan("run", network).filter(({ node }) => node.kind === "input");
  const arrays = new Map<string, ParameterArray>();
  for (const { node, behaviour } of inputs) {
    const array = isArray(batch) ? batch : batch[node.name];
    if (!array || (isArray(batch) && inputs.length > 1)) {
      const names = inputs.map(({ node: { name } }) => `"${name}"`).join(", ");
      throw new InputError(`[run] the network "${network.name}" has the inputs ${names}. Pass an array for each by its name.`);
    }
    checkBatch("run", node.name, array.shape, behaviour.shape([]));
    const values = countValues(array.shape) ?? 0;
    if (array.data.length !== values) {
      throw new InputError(
        `[run] the input "${node.name}" came with ${String(array.data.length)} values, expected ${String(values)} for ${formatShape(array.shape)}. Give as many.`,
      );
    }
    arrays.set(node.name, array);
  }
  inferShapes("run", network, { inputShape: Object.fromEntries([...arrays].map(([name, { shape }]) => [name, shape.slice(1)])) });
  return arrays;
}

const isArray = (batch: Batch): batch is ParameterArray => Array.isArray(batch["shape"]) && batch["data"] instanceof Float32Array;

function checkTap(network: Network, fused: Network, tap: string): void {
  if (fused.nodes.some((node) => node.name === tap)) return;
  if (network.nodes.some((node) => node.name === tap)) {
    throw new InputError(
      `[run] the tap "${tap}" has been fused into another node. Compile with { fuse: false }, or with { keep: ["${tap}"] }.`,
    );
  }
  throw new InputError(`[run] the tap "${tap}" is not a node of the network "${network.name}". Name one that is.`);
}
