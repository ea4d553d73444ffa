// What a caller passes to an executable, looked at before any executor sees it.
import { requireNames } from "../analysis/require-names.ts";
import { spreadInputs } from "../forward/spread-inputs.ts";
import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import type { ParameterArray } from "../parameter-array.ts";
import { countValues, formatShape } from "../shape.ts";

/** A batch [N, H, W, C] on the host, or one for each input by its name. */
export type Batch = ParameterArray | Readonly<Record<string, ParameterArray>>;

/** The array of each input by its name. */
export function checkBatches(network: Network, batch: Batch): ReadonlyMap<string, ParameterArray> {
  const arrays = spreadInputs<ParameterArray>("run", network, batch, isArray);
  for (const [name, { shape, data }] of arrays) {
    const values = countValues(shape);
    if (data.length !== values) {
      throw new InputError(
        `[run] the input "${name}" came with ${data.length} values, expected ${values} for ${formatShape(shape)}. Give as many.`,
      );
    }
  }
  return arrays;
}

/** Taps must be nodes of `network`, which the caller knows, and still be there in `fused`, which runs. */
export function checkTaps(network: Network, fused: Network, taps: readonly string[]): void {
  requireNames("run", network, "tap", taps);
  const left = new Set(fused.nodes.map((node) => node.name));
  for (const tap of taps) {
    if (!left.has(tap)) {
      throw new InputError(
        `[run] the tap "${tap}" was fused into another node. Compile with { fuse: false }, or with { keep: ["${tap}"] }.`,
      );
    }
  }
}

const isArray = (batch: Batch): batch is ParameterArray => Array.isArray(batch["shape"]) && batch["data"] instanceof Float32Array;
