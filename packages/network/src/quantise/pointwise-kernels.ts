import { plan } from "../analysis/plan.ts";
import type { Network } from "../network.ts";

/**
 * The kernels that mix the channels of one pixel, by the node that has them: those of 1×1 convolutions and dense layers, and the pointwise
 * ones of separable and segmented convolutions. Nearly all the work and nearly all the parameters of Xception are theirs.
 *
 * @returns `node/parameter` by node
 * @throws NetworkError where the network is not valid
 */
export const pointwiseKernels = (network: Network): ReadonlyMap<string, string> =>
  new Map(
    plan("pointwiseKernels", network).flatMap(({ node, behaviour: { pointwise } }) =>
      pointwise === undefined ? [] : [[node.name, `${node.name}/${pointwise}`] as const],
    ),
  );
