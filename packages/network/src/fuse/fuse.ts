// Fewer nodes for inference, with the same result: once, here, for every executor.
import { checkParameters } from "../analysis/check-parameters.ts";
import { requireNames } from "../analysis/require-names.ts";
import type { Network } from "../network.ts";
import type { NetworkParameters } from "../parameter-array.ts";
import { Draft } from "./draft.ts";
import { foldBatchNorm } from "./fold-batch-norm.ts";
import { mergeActivation } from "./merge-activation.ts";
import { removeIdle } from "./remove-idle.ts";

export interface FuseOptions {
  /** Nodes that must stay as they are, because their values are wanted; outputs always stay. */
  readonly keep?: Iterable<string>;
}

/**
 * Removes what does nothing in inference, folds batch normalisation into the layer before it, and gives layers the activation after them.
 *
 * What becomes of several nodes has the name of the last, and its value. The given network and parameters are left as they are.
 *
 * @throws InputError where a name to keep is not that of a node
 * @throws NetworkError where the network is not valid
 * @throws ParametersError where the parameters are not those of the network
 */
export function fuse(
  network: Network,
  parameters: NetworkParameters,
  { keep = [] }: FuseOptions = {},
): { readonly network: Network; readonly parameters: NetworkParameters } {
  const kept = [...keep];
  checkParameters(network, parameters);
  requireNames("fuse", network, "kept node", kept);
  const draft = new Draft(network, parameters, kept);
  removeIdle(draft);
  foldBatchNorm(draft);
  mergeActivation(draft);
  return draft.finish();
}
